import { chmod, lstat, mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { readRunFile, removeRunFileNow, runningUrl, writeDoor, writeRunFile, type RunFile } from './run-file.ts'

// `tests/control/run-file.test.ts` is about whom these files and their folder are kept from.
let own = ''
let env: Record<string, string>
const folder = (): string => join(own, 'greenroom')
beforeEach(async () => {
  own = await mkdtemp(join(tmpdir(), 'greenroom-run-file-'))
  env = { XDG_RUNTIME_DIR: own }
})
afterEach(async () => {
  vi.unstubAllEnvs()
  await rm(own, { recursive: true })
})

const runOf = (port: number, pid = process.pid): RunFile => ({
  pid,
  port,
  url: `http://127.0.0.1:${port}`,
  control: `http://127.0.0.1:${port + 1}`,
  token: `token-of-${port}`,
})
const NO_PROCESS = 2 ** 30

describe('a run file', () => {
  it('is one line of JSON, named by its port, and nothing is left beside it', async () => {
    expect(await writeRunFile(runOf(4010), env)).toBe(join(folder(), '4010.json'))
    expect(await readFile(join(folder(), '4010.json'), 'utf8')).toBe(`${JSON.stringify(runOf(4010))}\n`)
    expect(await readdir(folder())).toEqual(['4010.json'])
  })

  it('is in the temporary directory where the user has no directory of their own, or one without a name', async () => {
    vi.stubEnv('TMPDIR', own)
    for (const nameless of [{}, { XDG_RUNTIME_DIR: '' }]) {
      const path = await writeRunFile(runOf(4010), nameless)
      expect(path.slice(own.length).replaceAll('\\', '/')).toMatch(/^\/greenroom-\w+\/4010\.json$/)
    }
  })

  it('takes the place of what an earlier process of its number has begun to write', async () => {
    await writeRunFile(runOf(4010), env)
    await writeFile(join(folder(), `4010.json.${process.pid}`), '{"tok')
    await writeRunFile({ ...runOf(4010), token: 'new' }, env)
    expect((await readRunFile(4010, env)).token).toBe('new')
  })

  it('of a process that does not run is taken away with its door, others stay', async () => {
    await writeRunFile(runOf(4010, NO_PROCESS), env)
    await writeDoor(runOf(4010), 'http://127.0.0.1:1', env)
    await writeRunFile(runOf(4020), env)
    await writeDoor(runOf(4020), 'http://127.0.0.1:1', env)
    expect(await readRunFile(undefined, env)).toEqual(runOf(4020))
    expect((await readdir(folder())).toSorted()).toEqual(['4020.html', '4020.json'])
  })

  it('that a killed process was writing is taken away, one that is being written stays', async () => {
    await writeRunFile(runOf(4020), env)
    for (const pid of [NO_PROCESS, process.pid]) await writeFile(join(folder(), `4010.json.${pid}`), 'token')
    expect(await readRunFile(undefined, env)).toEqual(runOf(4020))
    expect((await readdir(folder())).toSorted()).toEqual([`4010.json.${process.pid}`, '4020.json'])
  })

  it.each(['pid', 'port', 'control', 'token'])(
    'counts for nothing without %s, or with one of another type',
    async (name) => {
      await mkdir(folder(), { mode: 0o700 })
      const { [name]: _, ...without } = { ...runOf(4010) } as Record<string, unknown>
      for (const value of [without, { ...without, [name]: null }, { ...without, [name]: ['x'] }]) {
        await writeFile(join(folder(), '4010.json'), JSON.stringify(value))
        await expect(readRunFile(undefined, env)).rejects.toThrow(/^no greenroom is running on this machine$/)
        expect(await readdir(folder())).toEqual([])
      }
    },
  )

  it('is removed with its door by its own server, and only then', async () => {
    await writeRunFile(runOf(4010), env)
    await writeDoor(runOf(4010), 'http://127.0.0.1:1', env)
    await writeRunFile(runOf(4011), env)
    removeRunFileNow({ port: 4010, pid: NO_PROCESS }, env)
    expect(await readdir(folder())).toHaveLength(3)
    removeRunFileNow({ port: 4010, pid: process.pid }, env)
    expect(await readdir(folder())).toEqual(['4011.json'])
    // Without one, there is nothing to do.
    removeRunFileNow({ port: 4010, pid: process.pid }, env)
    await writeFile(join(folder(), '4012.json'), '{')
    removeRunFileNow({ port: 4012, pid: process.pid }, env)
    expect((await readdir(folder())).toSorted()).toEqual(['4011.json', '4012.json'])
  })
})

describe('the running server', () => {
  it('is the only one, the one of the port, or the one that a variable names', async () => {
    await writeRunFile(runOf(9000), env)
    expect((await readRunFile(undefined, { ...env, GREENROOM_PORT: '0' })).port).toBe(9000)
    expect((await readRunFile(undefined, { ...env, GREENROOM_PORT: 'x1' })).port).toBe(9000)
    await writeRunFile(runOf(10_000), env)
    expect((await readRunFile(9000, { ...env, GREENROOM_PORT: '10000' })).port).toBe(9000)
    expect((await readRunFile(undefined, { ...env, GREENROOM_PORT: '10000' })).port).toBe(10_000)
    expect((await readRunFile(undefined, { ...env, PORT: '9000' })).port).toBe(9000)
    await expect(readRunFile(undefined, { ...env, PORT: '1' })).rejects.toThrow(
      expect.objectContaining({
        name: 'Fault',
        message: 'several greenrooms are running on this machine',
        fix: 'Choose one by its port: 9000, 10000, with --port <port> or connect({ port }).',
      }),
    )
  })

  it('is told where there is none, with the ports of others', async () => {
    await expect(readRunFile(undefined, env)).rejects.toThrow(
      expect.objectContaining({
        message: 'no greenroom is running on this machine',
        fix: 'Start one with greenroom serve.',
      }),
    )
    await writeRunFile(runOf(9000), env)
    await expect(readRunFile(7, { ...env, PORT: '9000' })).rejects.toThrow(
      /^no greenroom is running on this machine on port 7$/,
    )
    await expect(readRunFile(7, env)).rejects.toThrow(
      expect.objectContaining({
        message: 'no greenroom is running on this machine on port 7',
        fix: 'Choose one by its port: 9000, with --port <port> or connect({ port }).',
      }),
    )
  })

  it('has a URL, if it is found', async () => {
    expect(await runningUrl(undefined, env)).toBeUndefined()
    await writeRunFile(runOf(9000), env)
    expect([await runningUrl(undefined, env), await runningUrl(9000, env), await runningUrl(7, env)]).toEqual([
      'http://127.0.0.1:9000',
      'http://127.0.0.1:9000',
      undefined,
    ])
  })
})

describe('a door', () => {
  it('is a page beside the run file that leads on, which only this user can read, and is new each time', async () => {
    await writeRunFile(runOf(4010), env)
    await writeDoor(runOf(4010), 'http://127.0.0.1:1/#old', env)
    const path = await writeDoor(runOf(4010), 'http://127.0.0.1:1/#new', env)
    expect(path).toBe(join(folder(), '4010.html'))
    expect(await readFile(path, 'utf8')).toBe(
      '<!doctype html><meta charset="utf-8"><title>greenroom</title><meta http-equiv="refresh" content="0; url=http://127.0.0.1:1/#new">\n',
    )
    expect((await lstat(path)).mode & 0o777).toBe(0o600)
  })

  it('is not written into a folder that others may enter, or that is not there', async () => {
    await expect(writeDoor(runOf(4010), 'http://127.0.0.1:1', env)).rejects.toThrow()
    const refused = expect.objectContaining({
      name: 'Fault',
      message: `${folder()} is not a folder that only you can write to`,
      fix: 'Remove it, and start greenroom serve again.',
    })
    await writeFile(folder(), '', { mode: 0o600 })
    await expect(writeDoor(runOf(4010), 'http://127.0.0.1:1', env)).rejects.toThrow(refused)
    await rm(folder())
    await mkdir(folder(), { mode: 0o700 })
    for (const mode of [0o755, 0o770, 0o701, 0o710]) {
      await chmod(folder(), mode)
      await expect(writeDoor(runOf(4010), 'http://127.0.0.1:1', env)).rejects.toThrow(refused)
    }
  })
})
