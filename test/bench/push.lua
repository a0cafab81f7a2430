-- wrk sends BENCH_BODY with the headers of BENCH_HEADERS ("name=value", joined by \x1f). Each `%d` in the body becomes a number that no other
-- request has: ten digits, so that the length never changes and a request is put together from parts that were made beforehand.
local parts, unique = {}, 0

function init(args)
  unique = 1000000000 + tonumber(os.getenv("BENCH_START") or "0") * 10000000
  local headers = {}
  for name, value in os.getenv("BENCH_HEADERS"):gmatch("([^=\31]+)=([^\31]*)") do headers[name] = value end
  local text = wrk.format("POST", nil, headers, (os.getenv("BENCH_BODY"):gsub("%%d", "##########")))
  local from = 1
  while true do
    local at = text:find("##########", from, true)
    parts[#parts + 1] = text:sub(from, at and at - 1)
    if not at then break end
    from = at + 10
  end
end

function request()
  unique = unique + 1
  return table.concat(parts, tostring(unique))
end

function done(summary, latency, requests)
  local errors = summary.errors
  io.write(string.format(
    "RESULT %d %d %d %d %d\n",
    summary.requests, summary.duration, latency:percentile(50), latency:percentile(99),
    errors.status + errors.connect + errors.read + errors.write + errors.timeout))
end
