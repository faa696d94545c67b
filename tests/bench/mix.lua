-- Sends the bodies of a file, as a browser would, and reports as JSON on the last line.
-- It goes through them in long steps, so that a short run of a slow server meets all parts of the file alike.
local bodies = {}
for line in io.lines("@BODIES@") do bodies[#bodies + 1] = line end
local threads = 0
local STEP = 89  -- a prime that divides no number of bodies: every body has its turn

function setup(thread)
  thread:set("place", threads * 37)
  threads = threads + 1
end

function request()
  place = place + STEP
  local headers = {
    ["Content-Type"] = "application/json",
    ["Accept"] = "application/json",
    ["Accept-Encoding"] = "gzip, deflate, br",
  }
  return wrk.format("POST", "/_dash-update-component", headers, bodies[place % #bodies + 1])
end

function done(summary, latency, requests)
  local e = summary.errors
  io.write(string.format(
    '{"requests":%d,"seconds":%.3f,"median":%.3f,"p99":%.3f,"bytes":%d,"errors":%d}\n',
    summary.requests, summary.duration / 1e6, latency:percentile(50) / 1e3, latency:percentile(99) / 1e3,
    summary.bytes, e.connect + e.read + e.write + e.status + e.timeout))
end
