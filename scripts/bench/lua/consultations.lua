-- Books consultations at 100 providers who are open around the clock: arguments PREFIX FIRST DAY, where FIRST is the first range to take and DAY a Unix time.
dofile("scripts/bench/lua/summary.lua")
local n, prefix, day = 0, "", 0
function init(args)
  prefix, n, day = args[1], tonumber(args[2]), tonumber(args[3])
  wrk.method = "POST"
  wrk.headers["Content-Type"] = "application/json"
end

function request()
  n = n + 1
  local start = os.date("!%Y-%m-%dT%H:%M:00Z", day + math.floor(n / 100) * 900)
  return wrk.format(nil, "/api/appointments", nil, string.format(
    '{"userId":"%s-%d","appointmentType":"consultation","providerId":"c-%d","start":"%s"}', prefix, n, n % 100, start))
end
