global using Scheduler.Data.Databases;
global using Scheduler.Tests.Support;
global using Xunit;
