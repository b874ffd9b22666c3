/**
 * Loaded into a server before its own code: answers `cpu` with the microseconds of CPU used by the process, `collect` after collecting
 * its young garbage, `memory` with the bytes in use after a full collection, `files`
 * with the number of open files (on Linux). CPU is exact to the microsecond (/proc counts hundredths of a second), and works for Prism,
 * too.
 */
import { readdirSync } from 'node:fs'

process.on('message', (what) => void answer(what))
process.on('disconnect', () => process.exit())

const cpu = () => {
  const { user, system } = process.cpuUsage()
  return user + system
}

/** Twice: survivors of the first collection are moved once more before they leave the young generation. */
const collect = () => {
  for (let run = 0; run < 2; run++) globalThis.gc({ type: 'minor' })
  return true
}

/** Several collections with pauses in between, since one may make more garbage collectable. */
async function memory() {
  for (let run = 0; run < 6; run++) {
    globalThis.gc()
    await new Promise((resolve) => setTimeout(resolve, 50))
  }
  const { heapUsed, external, rss } = process.memoryUsage()
  return { heap: heapUsed + external, resident: rss }
}

// One of them is the folder that is read.
const files = () => readdirSync('/proc/self/fd').length - 1

const told = { cpu, collect, memory, files }

const answer = async (what) => process.send(await told[what]())
