-- wrk sends what BENCH_REQUESTS holds, one request a line: "<headers as name=value joined by \x1f>\t<body>". `%d` in a body becomes a number
-- that no other request has. Each thread starts at a place of its own, so that no pre-signed push is sent twice in a run.
local lines, at, step, unique = {}, 0, 1, 0
local thread_count = 0

function setup(thread)
  thread:set("number", thread_count)
  thread_count = thread_count + 1
end

function init(args)
  for line in io.lines(os.getenv("BENCH_REQUESTS")) do lines[#lines + 1] = line end
  at = number
  step = tonumber(os.getenv("BENCH_THREADS") or "1")
  unique = (number + 1) * 1000000000 + tonumber(os.getenv("BENCH_START") or "0") * 10000000
end

function request()
  local line = lines[at % #lines + 1]
  at = at + step
  unique = unique + 1
  local tab = line:find("\t", 1, true)
  local headers = {}
  for name, value in line:sub(1, tab - 1):gmatch("([^=\31]+)=([^\31]*)") do headers[name] = value end
  local body = line:sub(tab + 1):gsub("%%d", tostring(unique), 1)
  return wrk.format("POST", nil, headers, body)
end

-- With BENCH_PAUSE_MS each connection waits so long between its requests: a rate instead of all that can be had.
local pause = tonumber(os.getenv("BENCH_PAUSE_MS") or "")
if pause then
  function delay() return pause end
end

function done(summary, latency, requests)
  local errors = summary.errors
  io.write(string.format(
    "RESULT %d %d %d %d %d %d %d\n",
    summary.requests, summary.duration, latency:percentile(50), latency:percentile(99), latency:percentile(99.9),
    errors.status, errors.connect + errors.read + errors.write + errors.timeout))
end
