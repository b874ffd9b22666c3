import { execFile } from 'node:child_process'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { expect, it } from 'vitest'

/** Prints the modules of `src/` that a server loads until its first answer; its data are in the file that is named, if any. */
const STARTED = `
import { registerHooks } from 'node:module'
const loaded = new Set()
registerHooks({ load: (url, context, next) => (loaded.add(url.split('/src/')[1]), next(url, context)) })
const { startServer } = await import('./src/server.ts')
const [data] = process.argv.slice(1)
const server = await startServer(data === undefined ? {} : { data })
await (await fetch(server.url + '/api/v1/livechat/rooms')).text()
await server.close()
console.log(JSON.stringify([...loaded].filter((each) => each !== undefined)))
`

async function started(...data: readonly string[]): Promise<string[]> {
  const { stdout } = await promisify(execFile)(process.execPath, ['--input-type=module', '-e', STARTED, ...data])
  return JSON.parse(stdout)
}

it('a server loads no code of stores, of its control plane or of what reads contracts before somebody needs it', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'greenroom-start-'))
  try {
    const needless = /^(store|control\/control|client|verify|contract\/(read|lint)|own-contract|also|dialect|targets)\b/
    expect((await started()).filter((each) => needless.test(each))).toEqual([])
    expect(await started(join(folder, 'worlds.db'))).toContain('store/open-store.ts')
  } finally {
    await rm(folder, { recursive: true })
  }
})
