import { mkdir } from 'node:fs/promises'
import { describe, expect, it } from 'vitest'
import { ownFolder } from '../../../tests/support/folder.ts'
import { writeRunFile, removeRunFileNow } from '../../client/run-file.ts'
import { seeds } from '../../contract/compiled/seeds.ts'
import { startServer } from '../../server.ts'
import { mockSeed } from './mock-seed.ts'

const inFolder = ownFolder()

describe('the data by which printed calls name things', () => {
  it('is that of the documents, where nothing runs, or on another machine', async () => {
    const env = { XDG_RUNTIME_DIR: inFolder('none') }
    for (const url of ['http://127.0.0.1:1', 'https://a.example'])
      expect(await mockSeed(url, env)).toMatchObject({ seed: { name: 'documented' }, remark: null, edition: null })
  })

  it('is that of the documents, where a mock has just ended', async () => {
    const env = { XDG_RUNTIME_DIR: inFolder('ended') }
    await mkdir(env.XDG_RUNTIME_DIR, { recursive: true })
    const nowhere = 'http://127.0.0.1:1'
    const run = { pid: process.pid, url: nowhere, port: 1, control: nowhere, token: 'x'.repeat(32) }
    await writeRunFile(run, env)
    try {
      expect(await mockSeed(nowhere, env)).toMatchObject({ seed: { name: 'documented' }, remark: null, edition: null })
    } finally {
      removeRunFileNow(run, env)
    }
  })

  it('is what a world of a file of one’s own holds now, also of one that is not there yet', async () => {
    const env = { XDG_RUNTIME_DIR: inFolder('own') }
    await mkdir(env.XDG_RUNTIME_DIR, { recursive: true })
    await using server = await startServer({ control: true, seed: { ...seeds.documented, name: 'mine' } })
    await using world = await server.world({ name: 'qa' })
    const { code } = await world.situation({ 'meeting-room': ['locked'] })
    const { url, port, control } = server
    const run = { pid: process.pid, url, port, control: control.url, token: control.token }
    await writeRunFile(run, env)
    const remark = 'Codes, ids and credentials are those of the running mock, which serves the seed mine.'
    const codesAt = async (target: string) => {
      const { seed, ...more } = await mockSeed(`${url}${target}`, env)
      return [more, seed.name, seed.meetingRooms.some((room) => room.code === code)]
    }
    try {
      expect(await codesAt('/~qa')).toEqual([{ remark, edition: 'current' }, 'mine', true])
      expect(await codesAt('/~later')).toEqual([{ remark, edition: 'current' }, 'mine', false])
    } finally {
      removeRunFileNow(run, env)
    }
  })

  it.each<[url: string, port: number]>([
    ['http://127.0.0.1/', 80],
    ['https://127.0.0.1/', 443],
  ])('is that of the mock at the usual port of its scheme, where a URL names none: %s', async (named, port) => {
    const env = { XDG_RUNTIME_DIR: inFolder(`usual-${port}`) }
    await mkdir(env.XDG_RUNTIME_DIR, { recursive: true })
    await using server = await startServer({ control: true, edition: '8.3' })
    const { url, control } = server
    const run = { pid: process.pid, url, port, control: control.url, token: control.token }
    await writeRunFile(run, env)
    try {
      expect((await mockSeed(named, env)).edition).toBe('8.3')
    } finally {
      removeRunFileNow(run, env)
    }
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
        edition: '8.0',
      })
      expect(await mockSeed(`${url}/~qa/rooms/x`, env)).toMatchObject({ seed: { name: 'busy:3' } })
      expect(await mockSeed(`${url}/rooms/~qa`, env)).toMatchObject({ seed: { name: 'documented' } })
      // Another machine's mock has the same port.
      expect(await mockSeed(`http://a.example:${port}/~qa`, env)).toMatchObject({ remark: null, edition: null })
      // A path that names no world that there can be is the world of all others.
      expect(await mockSeed(`${url}/~q_a`, env)).toMatchObject({ seed: { name: 'documented' }, edition: '8.0' })
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
