-- Reads a path in which %d is a number from 0 to COUNT - 1, in an order that no cache guesses: arguments PATH COUNT.
dofile("scripts/bench/lua/summary.lua")
local n, path, count = 0, "", 1
function init(args)
  path, count = args[1], tonumber(args[2])
end

function request()
  n = n + 7919
  return wrk.format("GET", (path:gsub("%%d", tostring(n % count))))
end
