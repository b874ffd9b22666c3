import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { chmod, lstat, mkdir, mkdtemp, readdir, readFile, rm, symlink, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { connect } from '../../src/client/connect.ts'
import { readRunFile, removeRunFileNow, writeDoor, writeRunFile, type RunFile } from '../../src/client/run-file.ts'
import { Fault } from '../../src/fault.ts'
import { startServer } from '../../src/server.ts'

const before = process.env['XDG_RUNTIME_DIR']
let own = ''
const folder = (): string => join(own, 'greenroom')
beforeEach(async () => {
  own = await mkdtemp(join(tmpdir(), 'greenroom-run-'))
  process.env['XDG_RUNTIME_DIR'] = own
})
afterEach(async () => {
  if (before === undefined) delete process.env['XDG_RUNTIME_DIR']
  else process.env['XDG_RUNTIME_DIR'] = before
  await rm(own, { recursive: true })
})

const runOf = (port: number, pid = process.pid): RunFile => ({
  pid,
  port,
  url: `http://127.0.0.1:${port}`,
  control: `http://127.0.0.1:${port + 1}`,
  token: `token-of-${port}`,
})

/** A process id that nothing runs under: of a child that has ended. */
async function deadPid(): Promise<number> {
  const child = spawn(process.execPath, ['--version'], { stdio: 'ignore' })
  await once(child, 'exit')
  return child.pid ?? 0
}

const modeOf = async (path: string): Promise<number> => (await lstat(path)).mode & 0o777

describe('a run file', () => {
  it('can be read by nobody else, in a folder that nobody else may enter', async () => {
    const path = await writeRunFile(runOf(4010))
    expect(path).toBe(join(folder(), '4010.json'))
    expect([await modeOf(path), await modeOf(folder())]).toEqual([0o600, 0o700])
    expect(await readRunFile()).toEqual(runOf(4010))
    expect(await readdir(folder())).toEqual(['4010.json'])
  })

  it('takes the place of an older one of its port, whose mode was another', async () => {
    await mkdir(folder(), { mode: 0o700 })
    await writeFile(join(folder(), '4010.json'), 'old', { mode: 0o644 })
    const path = await writeRunFile(runOf(4010))
    expect([await modeOf(path), await readRunFile(4010)]).toEqual([0o600, runOf(4010)])
  })

  it('never follows a link that somebody has put in its place', async () => {
    await mkdir(folder(), { mode: 0o700 })
    const victim = join(own, 'victim')
    await writeFile(victim, 'untouched')
    await symlink(victim, join(folder(), '4010.json'))
    await symlink(victim, join(folder(), `4010.json.${process.pid}`))
    const path = await writeRunFile(runOf(4010))
    expect([await readFile(victim, 'utf8'), (await lstat(path)).isSymbolicLink()]).toEqual(['untouched', false])
  })

  it('is removed by its own server alone', async () => {
    await writeRunFile(runOf(4010))
    removeRunFileNow({ port: 4010, pid: process.pid + 1 })
    expect(await readRunFile()).toEqual(runOf(4010))
    removeRunFileNow({ port: 4010, pid: process.pid })
    removeRunFileNow({ port: 4010, pid: process.pid })
    expect(await readdir(folder())).toEqual([])
  })

  it('of a server that was killed is taken away, and counts for nothing', async () => {
    await writeRunFile(runOf(4010, await deadPid()))
    await writeDoor(runOf(4010), 'http://127.0.0.1:1/console/#token')
    await writeRunFile(runOf(4020))
    expect(await readRunFile()).toEqual(runOf(4020))
    expect(await readdir(folder())).toEqual(['4020.json'])
  })

  it.skipIf(process.platform === 'win32')('of a server that somebody else runs counts', async () => {
    await writeRunFile(runOf(4010, 1))
    expect(await readRunFile()).toEqual(runOf(4010, 1))
  })

  it.each([
    '',
    '{',
    'null',
    '[]',
    '{"pid":"1"}',
    '{"pid":1e999,"port":4010,"control":"x","token":"x"}',
    '{"pid":-1.5,"port":4010,"control":"x","token":"x"}',
  ])('that holds %j counts for nothing, and is taken away', async (text) => {
    await mkdir(folder(), { mode: 0o700 })
    await writeFile(join(folder(), '4010.json'), text)
    await expect(readRunFile()).rejects.toThrow('no greenroom is running on this machine')
    expect(await readdir(folder())).toEqual([])
  })

  it('is chosen by GREENROOM_PORT; among several also by PORT, which may be that of another program', async () => {
    await writeRunFile(runOf(9000))
    expect((await readRunFile(undefined, { ...process.env, PORT: '3000' })).port).toBe(9000)
    await writeRunFile(runOf(10_000))
    for (const name of ['GREENROOM_PORT', 'PORT'])
      expect((await readRunFile(undefined, { ...process.env, [name]: '10000' })).port).toBe(10_000)
    expect((await readRunFile(9000, { ...process.env, GREENROOM_PORT: '10000', PORT: '10000' })).port).toBe(9000)
    await expect(readRunFile(undefined, { ...process.env, PORT: '3000' })).rejects.toThrow('several greenrooms')
    await expect(readRunFile(undefined, { ...process.env, GREENROOM_PORT: '7' })).rejects.toThrow('on port 7')
  })

  it('is told apart by port; without one the only server counts', async () => {
    await writeRunFile(runOf(9000))
    expect(await readRunFile()).toEqual(runOf(9000))
    await writeRunFile(runOf(10000))
    const several = await readRunFile().catch((error: unknown) => error)
    expect(several).toBeInstanceOf(Fault)
    expect(several).toMatchObject({
      message: 'several greenrooms are running on this machine',
      fix: 'Choose one by its port: 9000, 10000, with --port <port> or connect({ port }).',
    })
    expect([await readRunFile(9000), await readRunFile(10000)]).toEqual([runOf(9000), runOf(10000)])
    await expect(readRunFile(7777)).rejects.toMatchObject({
      message: 'no greenroom is running on this machine on port 7777',
      fix: expect.stringContaining('9000, 10000'),
    })
  })

  it('leaves other files of the folder alone', async () => {
    await mkdir(folder(), { mode: 0o700 })
    for (const name of ['notes.txt', 'x.json', '4010.json.bak']) await writeFile(join(folder(), name), 'x')
    await expect(readRunFile()).rejects.toMatchObject({ fix: 'Start one with greenroom serve.' })
    expect(await readdir(folder())).toHaveLength(3)
  })
})

describe('the folder of run files', () => {
  it.each([0o755, 0o770, 0o707, 0o701, 0o750])('is refused with the mode %o, to read and to write', async (mode) => {
    await writeRunFile(runOf(4010))
    await chmod(folder(), mode)
    for (const work of [() => readRunFile(), () => writeRunFile(runOf(4011))])
      await expect(work()).rejects.toMatchObject({
        name: 'Fault',
        message: expect.stringContaining('only you can write to'),
        fix: expect.stringContaining('Remove it'),
      })
    expect(await readdir(folder())).toEqual(['4010.json'])
  })

  it('is refused where it is a link, even to a folder that is good', async () => {
    const other = join(own, 'other')
    await mkdir(other, { mode: 0o700 })
    await writeFile(join(other, '4010.json'), JSON.stringify(runOf(4010)))
    await symlink(other, folder())
    await expect(readRunFile()).rejects.toThrow(Fault)
    await expect(writeRunFile(runOf(4010))).rejects.toThrow(Fault)
    expect(await readFile(join(other, '4010.json'), 'utf8')).toBe(JSON.stringify(runOf(4010)))
  })

  it.each(['a file', 'a link to nowhere'])('is refused where it is %s', async (what) => {
    if (what === 'a file') await writeFile(folder(), 'x')
    else await symlink(join(own, 'nowhere'), folder())
    await expect(writeRunFile(runOf(4010))).rejects.toThrow(Fault)
    await expect(readRunFile()).rejects.toThrow(Fault)
  })
})

it('leads a client to the server of this machine, as soon as there is one', async () => {
  const greenroom = connect()
  await expect(greenroom.worlds()).rejects.toMatchObject({ name: 'Fault', fix: 'Start one with greenroom serve.' })
  await using one = await startServer({ control: {} })
  await using two = await startServer({ control: {} })
  const write = ({ port, url, control }: typeof one): Promise<string> =>
    writeRunFile({ pid: process.pid, port, url, control: control?.url ?? '', token: control?.token ?? '' })
  await write(one)
  expect((await greenroom.mock()).url).toBe(one.url)
  await write(two)
  expect((await connect({ port: two.port }).mock()).url).toBe(two.url)
  await expect(connect().mock()).rejects.toThrow('several greenrooms')
  expect((await greenroom.mock()).url).toBe(one.url)
})
