import { mkdtemp, readdir, readFile, rm, stat } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join, relative } from 'node:path'
import { fileURLToPath, pathToFileURL } from 'node:url'
import type { Child } from '../child.ts'
import { root } from '../code.ts'
import { firstAnswer } from '../starts.ts'
import { startOwner } from './owner.ts'
import { millisecondsBy, type CpuProfile } from '../cpu-profile.ts'

/** A module loaded before the first answer. */
export interface LoadedModule {
  /** Its path in the project, or the name of a module of Node. */
  readonly name: string
  readonly bytes: number
}

/** Starts a server with options for Node. */
export type StartWith = (nodeOptions: readonly string[]) => Promise<Child<number>>

/** Short enough to see a module that takes a tenth of a millisecond. */
const INTERVAL = ['--cpu-prof', '--cpu-prof-interval', '50']

/** Milliseconds of the main thread until the first answer, by owner (files from the folder `home`), for each of this many starts. */
export async function profileStarts(start: StartWith, home: string, times: number): Promise<Map<string, number>[]> {
  const profiles: Map<string, number>[] = []
  // The first one creates what later ones reuse (compiled code).
  for (let time = 0; time <= times; time++) {
    const milliseconds = await profiled(start, home)
    if (time > 0) profiles.push(milliseconds)
  }
  return profiles
}

const profiled = (start: StartWith, home: string): Promise<Map<string, number>> =>
  inFolder(async (folder) => {
    const answeredAt = await startedOnce(start, [...INTERVAL, '--cpu-prof-dir', folder])
    const [name] = await readdir(folder)
    if (name === undefined) throw new Error('the server wrote no profile')
    const profile: CpuProfile = JSON.parse(await readFile(join(folder, name), 'utf8'))
    return millisecondsBy(profile, startOwner([home, root].map((path) => `${pathToFileURL(path).href}/`)), answeredAt)
  })

/** The files that are loaded before the first answer, with their sizes, largest first; without Node's own modules. */
export const loadedModules = (start: StartWith, home: string): Promise<LoadedModule[]> =>
  inFolder(async (folder) => {
    const list = join(folder, 'loaded.json')
    const probe = new URL('loaded-probe.mjs', import.meta.url)
    probe.searchParams.set('path', list)
    await startedOnce(start, ['--import', probe.href])
    const urls: string[] = JSON.parse(await readFile(list, 'utf8'))
    const files = urls.filter((url) => url.startsWith('file:')).map((url) => fileURLToPath(url))
    const modules = files.map(async (path) => ({ name: relative(home, path), bytes: (await stat(path)).size }))
    return (await Promise.all(modules)).toSorted((a, b) => b.bytes - a.bytes)
  })

/** Microseconds of the monotonic clock at the first answer. Returns when the server has ended. */
async function startedOnce(start: StartWith, nodeOptions: readonly string[]): Promise<number> {
  await using child = await start(nodeOptions)
  await firstAnswer(child)
  return Number(process.hrtime.bigint() / 1000n)
}

async function inFolder<T>(work: (folder: string) => Promise<T>): Promise<T> {
  const folder = await mkdtemp(join(tmpdir(), 'greenroom-start-'))
  try {
    return await work(folder)
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}
