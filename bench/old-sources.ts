import { execFile } from 'node:child_process'
import { mkdtemp, rm, symlink } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { root } from './greenroom.ts'

const run = promisify(execFile)

/** The sources at a commit, in a temporary folder. */
export interface OldSources extends AsyncDisposable {
  /** The module that exports `startServer`. */
  readonly entry: string
}

/** Checks out a commit next to these sources; it uses the installed packages. */
export async function checkOut(commit: string): Promise<OldSources> {
  const folder = await mkdtemp(join(tmpdir(), 'greenroom-old-'))
  const old = join(folder, 'checkout')
  const remove = async (): Promise<void> => {
    await run('git', ['-C', root, 'worktree', 'remove', '--force', old])
    await rm(folder, { recursive: true, force: true })
  }
  await run('git', ['-C', root, 'worktree', 'add', '--detach', old, commit])
  await symlink(join(root, 'node_modules'), join(old, 'node_modules'), 'junction')
  return { entry: join(old, 'src/index.ts'), [Symbol.asyncDispose]: remove }
}
