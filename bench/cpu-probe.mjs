/**
 * Loaded into a server before its own code: answers `cpu` with the microseconds of CPU that the process has used, `collect` when
 * it has collected its young garbage, `memory` with the bytes that it holds when all is collected. CPU is exact to the
 * microsecond, where /proc counts in hundredths of a second, and the same for Prism, which is not ours.
 */
process.on('message', (what) => void answer(what))
process.on('disconnect', () => process.exit())

const cpu = () => {
  const { user, system } = process.cpuUsage()
  return user + system
}

/** Twice: what survives the first is moved once more, and only then out of the way. */
const collect = () => {
  for (let run = 0; run < 2; run++) globalThis.gc({ type: 'minor' })
  return true
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

const told = { cpu, collect, memory }

const answer = async (what) => process.send(await told[what]())
