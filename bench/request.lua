-- Defines the request for wrk, where its options are not sufficient.
wrk.method = os.getenv("BENCH_METHOD")
wrk.body = os.getenv("BENCH_BODY")
if wrk.body == "" then wrk.body = nil end
