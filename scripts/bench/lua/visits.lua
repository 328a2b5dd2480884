-- Books visits: arguments PREFIX REFUSED. Every user is new; of each hundred, REFUSED requests book again for the user before.
dofile("scripts/bench/lua/summary.lua")
local n, prefix, refused = 0, "", 0
function init(args)
  prefix, refused = args[1], tonumber(args[2])
  wrk.method = "POST"
  wrk.headers["Content-Type"] = "application/json"
end

-- A refused request repeats one of 1,000 requests ago, which has long been answered.
local function body(i)
  return string.format('{"userId":"%s-%d","start":"2027-%02d-%02dT%02d:30:00Z"}', prefix, i, i % 12 + 1, i % 28 + 1, i % 24)
end

function request()
  n = n + 1
  local again = refused > 0 and n > 1000 and (n * refused) % 100 < refused
  return wrk.format(nil, "/api/appointments", nil, body(again and n - 1001 or n))
end
