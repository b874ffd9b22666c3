import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect } from 'vitest'
import { runCli, serveCli, type Ran, type Serving } from './run-cli.ts'

/** A server for the tests of a file, and commands that find it. */
export interface ServedCli {
  readonly server: () => Serving
  /** Where its run file is, and no other: other servers of this machine must not be found. */
  readonly folder: () => string
  readonly env: () => Record<string, string>
  readonly cli: (...args: string[]) => Promise<Ran>
  /** What a command prints that succeeds. */
  readonly out: (...args: string[]) => Promise<string>
}

/** Serves from before the first test until after the last. */
export function servedCli(): ServedCli {
  const at: { folder: string; server?: Serving } = { folder: '' }
  const env = (): Record<string, string> => ({ XDG_RUNTIME_DIR: at.folder })
  const cli = (...args: string[]): Promise<Ran> => runCli(args, env())
  beforeAll(async () => {
    at.folder = await mkdtemp(join(tmpdir(), 'greenroom-cli-'))
    at.server = await serveCli([], env())
    await at.server.wrote('Ctrl-C')
  })
  afterAll(async () => {
    await at.server?.stop()
    await rm(at.folder, { recursive: true })
  })
  return {
    server() {
      if (!at.server) throw new Error('it serves only while tests run')
      return at.server
    },
    folder: () => at.folder,
    env,
    cli,
    async out(...args) {
      const ran = await cli(...args)
      expect(ran, args.join(' ')).toMatchObject({ code: 0, error: '' })
      return ran.out
    },
  }
}
