-- Confirms each held appointment of a file and then cancels it: arguments FILE FIRST.
dofile("scripts/bench/lua/summary.lua")
local ids, n = {}, 0
function init(args)
  local skip = tonumber(args[2])
  for id in io.lines(args[1]) do
    if skip > 0 then skip = skip - 1 else ids[#ids + 1] = id end
  end
end

-- A cancellation follows 500 requests after its confirmation, so that it never overtakes it.
function request()
  n = n + 1
  local block, place = math.floor((n - 1) / 500), (n - 1) % 500
  local id = ids[math.floor(block / 2) * 500 + place + 1] or ids[#ids]
  return wrk.format("POST", "/api/appointments/" .. id .. (block % 2 == 0 and "/confirm" or "/cancel"))
end
