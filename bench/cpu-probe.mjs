/**
 * Loaded into a server before its own code: answers `cpu` with the microseconds of CPU used by the process, `collect` after collecting
 * its young garbage, `memory` with the bytes in use after a full collection, `files` with the number of open files (on Linux), `profile`
 * once its main thread is sampled, and `profiled` with the samples since. CPU is exact to the microsecond (/proc counts hundredths of a second), and works for Prism,
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

let session = null

// Loaded on demand: it would make every start slower.
async function profile() {
  const { Session } = await import('node:inspector/promises')
  session = new Session()
  session.connect()
  await session.post('Profiler.enable')
  await session.post('Profiler.setSamplingInterval', { interval: 200 })
  await session.post('Profiler.start')
  return true
}

async function profiled() {
  const { profile: samples } = await session.post('Profiler.stop')
  session.disconnect()
  return samples
}

const told = { cpu, collect, memory, files, profile, profiled }

const answer = async (what) => process.send(await told[what]())
