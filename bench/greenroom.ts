import { existsSync } from 'node:fs'
import { readdir, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { startChild, type Child } from './child.ts'
import type { Measured } from './measured.ts'
import { isObject } from '../src/json.ts'

/** The project's root. */
export const root: string = join(import.meta.dirname, '..')

/** The greenroom code to run: the build from `npm run build`, unless it is older than the sources; else the sources. */
export interface Code {
  readonly name: 'dist' | 'src'
  /** The module that exports `startServer`. */
  readonly entry: string
}

/** Finds the code to run. */
export async function findCode(): Promise<Code> {
  const isBuilt = (await newest('dist')) >= (await newest('src'))
  return isBuilt
    ? { name: 'dist', entry: join(root, 'dist/index.js') }
    : { name: 'src', entry: join(root, 'src/index.ts') }
}

/** When a file in the folder was last written, in milliseconds since 1970; 0 if there is no such folder. Ignores tests. */
async function newest(folder: string): Promise<number> {
  if (!existsSync(join(root, folder))) return 0
  const names = await readdir(join(root, folder), { recursive: true })
  const code = names.filter((name) => /\.(?:ts|js)$/.test(name) && !/\.(?:test|suite)\.ts$/.test(name))
  const files = await Promise.all(code.map((name) => stat(join(root, folder, name))))
  return Math.max(0, ...files.map(({ mtimeMs }) => mtimeMs))
}

/** A running greenroom whose world is in a situation. */
export interface ReadyGreenroom {
  readonly port: number
  /** The values with which requests name the subjects of the situation. */
  readonly values: Readonly<Record<string, string>>
}

/** Starts a greenroom that gives the expected answer to a measured request. */
export const startGreenroom = (
  { entry }: Code,
  { given, operation }: Measured,
  core: number | null,
  seed = 'documented',
): Promise<Child<ReadyGreenroom>> =>
  startChild({
    args: [join(import.meta.dirname, 'greenroom-server.ts'), entry, operation, JSON.stringify(given), seed],
    read: readReady,
    core,
    probed: true,
  })

function readReady(line: string): ReadyGreenroom | undefined {
  if (!line.startsWith('{')) return undefined
  const told: unknown = JSON.parse(line)
  if (!isObject(told) || !isObject(told['values'])) return undefined
  const values = Object.entries(told['values']).map(([name, value]) => [name, String(value)] as const)
  return { port: Number(told['port']), values: Object.fromEntries(values) }
}
