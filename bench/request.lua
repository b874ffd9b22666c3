-- Defines the request for wrk, where its options are not sufficient.
wrk.method = os.getenv("BENCH_METHOD")
wrk.body = os.getenv("BENCH_BODY")
if wrk.body == "" then wrk.body = nil end

-- Microseconds.
done = function(_, latency)
  io.write(string.format("latency %d %d\n", latency:percentile(50), latency:percentile(99)))
end
