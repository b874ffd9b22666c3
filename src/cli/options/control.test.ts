import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { removeRunFileNow, writeRunFile } from '../../client/run-file.ts'
import { startServer, type ControlledServer } from '../../server.ts'
import type { Command } from '../command.ts'
import { readInput } from '../read-input.ts'
import { serverOf, serverOptions, worldOf, worldOption } from './control.ts'

const COMMAND: Command = {
  name: 'try',
  operands: '<what…>',
  summary: '',
  options: [...serverOptions, worldOption],
  examples: [],
  run: () => Promise.resolve(0),
}
let server: ControlledServer
let folder = ''
beforeAll(async () => {
  server = await startServer({ control: true })
  folder = await mkdtemp(join(tmpdir(), 'greenroom-control-'))
  const { url, port, control } = server
  await writeRunFile(
    { pid: process.pid, url, port, control: control.url, token: control.token },
    { XDG_RUNTIME_DIR: folder },
  )
})
afterAll(async () => {
  removeRunFileNow({ port: server.port, pid: process.pid }, { XDG_RUNTIME_DIR: folder })
  await server.close()
  await rm(folder, { recursive: true })
})
const input = (args: string[], env: Record<string, string> = {}) =>
  readInput(COMMAND, args, { XDG_RUNTIME_DIR: folder, ...env })
const worldsOf = async (args: string[], env = {}) =>
  (await (await serverOf(input(args, env))).worlds()).map(({ name }) => name)

describe('the server of a command', () => {
  it('is the one of the run file, by its port if there are several', async () => {
    expect(await worldsOf([])).toEqual(['default'])
    expect(await worldsOf(['--port', String(server.port)])).toEqual(['default'])
    await expect(serverOf(input(['--port', '1']))).rejects.toMatchObject({
      message: 'no greenroom is running on this machine on port 1',
      fix: `Choose one by its port: ${server.port}, with --port <port> or connect({ port }).`,
    })
  })

  it('is the one at a URL, with its token', async () => {
    const { url, token } = server.control
    expect(await worldsOf(['--control-url', url, '--control-token', token])).toEqual(['default'])
    expect(await worldsOf(['--control-url', url], { GREENROOM_CONTROL_TOKEN: token })).toEqual(['default'])
    await expect(worldsOf(['--control-url', url, '--control-token', 'x'.repeat(32)])).rejects.toMatchObject({
      message:
        'Send Authorization: Bearer with the token from the run file that greenroom serve names. (GET /worlds was refused with 401)',
      fix: 'A token is valid until its server stops. The run file has the token of the running one.',
    })
  })

  it('is not named in two ways', async () => {
    const { url, token } = server.control
    await expect(serverOf(input(['--control-url', url, '--port', '1']))).rejects.toMatchObject({
      message: '--port has no effect with --control-url',
      fix: 'Drop one of them: both select a server.',
    })
    await expect(serverOf(input(['--control-token', token]))).rejects.toMatchObject({
      message: '--control-token has no effect without --control-url',
      fix: 'Give both, or neither to use the run file.',
    })
  })

  it('takes no URL without a token, or with an empty one', async () => {
    for (const args of [[], ['--control-token', '']])
      await expect(serverOf(input(['--control-url', server.control.url, ...args]))).rejects.toMatchObject({
        message: 'url and token go together',
        fix: 'Give both, or neither: then the run file is read.',
      })
  })
})

it('the world of a command must exist; it is the default one if none is named', async () => {
  await using world = await server.world({ name: 'qa' })
  expect((await worldOf(input([]))).name).toBe('default')
  expect((await worldOf(input(['--world', 'qa']))).name).toBe(world.name)
  await expect(worldOf(input(['--world', 'none']))).rejects.toMatchObject({
    message: 'There is no world "none". Make it first. (GET /worlds/none was refused with 404)',
    fix: 'greenroom worlds lists all worlds, greenroom worlds make <name> creates one.',
  })
  await expect(worldOf(input(['--world', 'No one/..']))).rejects.toMatchObject({
    message: '--world takes the name of a world, not "No one/.."',
    fix: 'Use up to 63 letters, digits and hyphens, with no hyphen at either end.',
  })
})
