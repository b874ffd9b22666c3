/**
 * Loaded into a server before its own code: answers `cpu` with the microseconds of CPU that the process has used, `memory` with
 * the bytes that it holds after a collection of garbage. CPU is exact to the microsecond, where /proc counts in hundredths of a
 * second, and the same for Prism, which is not ours.
 */
process.on('message', async (what) => process.send(what === 'memory' ? await memory() : cpu()))
process.on('disconnect', () => process.exit())

const cpu = () => {
  const { user, system } = process.cpuUsage()
  return user + system
}

/** Several collections with pauses between: what is freed by one may free more. */
async function memory() {
  for (let run = 0; run < 6; run++) {
    globalThis.gc()
    await new Promise((resolve) => setTimeout(resolve, 50))
  }
  const { heapUsed, external, rss } = process.memoryUsage()
  return { heap: heapUsed + external, resident: rss }
}
