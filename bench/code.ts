import { execFile } from 'node:child_process'
import { existsSync } from 'node:fs'
import { cp, mkdtemp, readdir, rm, stat, symlink } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'

/** The project's root. */
export const root: string = join(import.meta.dirname, '..')

/** A greenroom to run. */
export interface Code {
  /** `package`, `sources`, or a commit. */
  readonly name: string
  /** Its folder. */
  readonly home: string
  /** The module that exports `startServer`. */
  readonly entry: string
  /** The script that is the command `greenroom`, with what comes before its arguments. */
  readonly command: readonly string[]
}

/** Code in a temporary folder, removed when it is disposed of. */
export type TemporaryCode = Code & AsyncDisposable

/** The code of this checkout. */
export const sources: Code = {
  name: 'sources',
  home: root,
  entry: join(root, 'src/index.ts'),
  command: [join(root, 'bin/greenroom.mjs')],
}

/** The same by the script that runs old sources, so that only the sources differ. */
export const comparableSources: Code = { ...sources, command: byScript(root) }

const run = promisify(execFile)

/** Builds the package if the sources are newer, and installs its files in a folder of their own, where the command runs the build. */
export async function installPackage(): Promise<TemporaryCode> {
  if ((await newest('dist')) < (await newest('src'))) await run(process.execPath, [join(root, 'tools/build.mjs')])
  const home = await mkdtemp(join(tmpdir(), 'greenroom-bench-'))
  for (const part of ['bin', 'dist', 'package.json']) await cp(join(root, part), join(home, part), { recursive: true })
  await symlink(join(root, 'node_modules'), join(home, 'node_modules'), 'junction')
  return {
    name: 'package',
    home,
    entry: join(home, 'dist/index.js'),
    command: [join(home, 'bin/greenroom.mjs')],
    [Symbol.asyncDispose]: () => rm(home, { recursive: true, force: true }),
  }
}

/** Checks out the sources of a commit next to these; they use the installed packages. */
export async function checkOut(commit: string): Promise<TemporaryCode> {
  const folder = await mkdtemp(join(tmpdir(), 'greenroom-old-'))
  const old = join(folder, 'checkout')
  await run('git', ['-C', root, 'worktree', 'add', '--detach', old, commit])
  await symlink(join(root, 'node_modules'), join(old, 'node_modules'), 'junction')
  return {
    name: commit.slice(0, 7),
    home: old,
    entry: join(old, 'src/index.ts'),
    command: byScript(old),
    async [Symbol.asyncDispose]() {
      await run('git', ['-C', root, 'worktree', 'remove', '--force', old])
      await rm(folder, { recursive: true, force: true })
    },
  }
}

/** Not the checkout's own script, which would first install the dependencies of its commit. */
function byScript(home: string): string[] {
  return [join(import.meta.dirname, 'command.mjs'), join(home, 'src/cli/main.ts')]
}

/** When a file in the folder was last written, in milliseconds since 1970; 0 if there is no such folder. Ignores tests. */
async function newest(folder: string): Promise<number> {
  if (!existsSync(join(root, folder))) return 0
  const names = await readdir(join(root, folder), { recursive: true })
  const code = names.filter((name) => /\.(?:ts|js)$/.test(name) && !/\.(?:test|suite)\.ts$/.test(name))
  const files = await Promise.all(code.map((name) => stat(join(root, folder, name))))
  return Math.max(0, ...files.map(({ mtimeMs }) => mtimeMs))
}
