import { mkdir } from 'node:fs/promises'
import { describe, expect, it } from 'vitest'
import { ownFolder } from '../../../tests/support/folder.ts'
import { writeRunFile, removeRunFileNow } from '../../client/run-file.ts'
import { startServer } from '../../server.ts'
import { mockSeed } from './mock-seed.ts'

const inFolder = ownFolder()

describe('the data by which printed calls name things', () => {
  it('is that of the documents, where nothing runs, or on another machine', async () => {
    const env = { XDG_RUNTIME_DIR: inFolder('none') }
    for (const url of ['http://127.0.0.1:1', 'https://a.example'])
      expect(await mockSeed(url, env)).toMatchObject({ seed: { name: 'documented' }, remark: null, edition: null })
  })

  it('is that of the world in the URL of the mock that runs there, with a remark on it', async () => {
    const env = { XDG_RUNTIME_DIR: inFolder('run') }
    await mkdir(env.XDG_RUNTIME_DIR, { recursive: true })
    await using server = await startServer({ control: true, edition: '8.0' })
    await server.world({ name: 'qa', seed: 'busy:3' })
    const { url, port, control } = server
    const run = { pid: process.pid, url, port, control: control.url, token: control.token }
    await writeRunFile(run, env)
    try {
      expect(await mockSeed(url, env)).toMatchObject({ seed: { name: 'documented' }, remark: null, edition: '8.0' })
      expect(await mockSeed(`${url}/~qa`, env)).toMatchObject({
        seed: { name: 'busy:3' },
        remark: 'Codes, ids and credentials are those of the running mock, which serves the seed busy:3.',
      })
      // A world that is not there yet begins with the seed of the mock.
      expect(await mockSeed(`${url}/~later`, env)).toMatchObject({
        seed: { name: 'documented' },
        remark: null,
        edition: '8.0',
      })
    } finally {
      removeRunFileNow(run, env)
    }
  })
})
