import { existsSync } from 'node:fs'
import { mkdir, mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { delimiter, join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it, onTestFinished, vi } from 'vitest'
import { writeRunFile, removeRunFileNow } from '../../src/client/run-file.ts'
import { consoleUrl } from '../../src/console/console-url.ts'
import { readOnlyToken } from '../../src/transport/control-guard.ts'
import { runCli, serveCli, spawnCli } from '../support/run-cli.ts'
import { settle, standTimers } from '../support/timers.ts'
import { until } from '../support/until.ts'

const run = {
  pid: process.pid,
  port: 4999,
  url: 'http://127.0.0.1:4999',
  control: 'http://127.0.0.1:5000',
  token: 'T'.repeat(40),
}
let folder = ''
const env = () => ({ XDG_RUNTIME_DIR: folder })
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'greenroom-console-'))
  await writeRunFile(run, env())
})
afterAll(() => rm(folder, { recursive: true }))

describe('greenroom console', () => {
  it('prints the address with the token in its fragment, or with one that only reads', async () => {
    expect(await runCli(['console'], env())).toEqual({
      code: 0,
      out: `http://127.0.0.1:5000/console/#token=${run.token}\n`,
      error: '',
    })
    const { out } = await runCli(['console', '--readonly'], env())
    expect(out).toBe(`http://127.0.0.1:5000/console/#readonly=${readOnlyToken(run.token)}\n`)
    expect(out).not.toContain(run.token)
  })

  it('prints only the one that reads where the server was started so', async () => {
    await using server = await serveCli(['--console', 'readonly'])
    await server.wrote('Ctrl-C')
    expect((await runCli(['console'], server.env)).out).toMatch(/\/console\/#readonly=\S+\n$/)
  })

  it('says how to start a mock where none runs', async () => {
    const { code, error } = await runCli(['console', '--port', '1'], env())
    expect([code, error]).toEqual([2, expect.stringContaining('Choose one by its port: 4999')])
  })

  it('prints the address where no browser opens, and says why', async () => {
    const address = `http://127.0.0.1:5000/console/#token=${run.token}\n`
    const fix = '  Open the address above in a browser yourself.\n'
    const opening = async (PATH: string) => spawnCli(['console', '--open'], { ...env(), PATH })
    const failing = join(folder, 'failing')
    await mkdir(failing)
    await writeFile(join(failing, 'xdg-open'), '#!/bin/sh\nexit 3\n', { mode: 0o755 })
    expect(await opening(`${failing}${delimiter}${process.env['PATH']}`)).toEqual({
      code: 2,
      out: address,
      error: `xdg-open opened no browser: it ended with exit code 3\n${fix}`,
    })
    await writeFile(join(failing, 'xdg-open'), '#!/bin/sh\nkill -TERM $$\n')
    expect(await opening(`${failing}${delimiter}${process.env['PATH']}`)).toMatchObject({
      code: 2,
      error: `xdg-open opened no browser: it ended with SIGTERM\n${fix}`,
    })
    expect(await opening(join(folder, 'nowhere'))).toMatchObject({
      code: 2,
      out: address,
      error: expect.stringMatching(/^xdg-open does not start here: .*ENOENT\n {2}Open the address above/),
    })
  })

  it('has opened a browser once its opener has ended well, or has gone on for two seconds', async () => {
    using timers = standTimers()
    onTestFinished(() => void vi.unstubAllEnvs())
    const opening = async (name: string, script: string) => {
      await mkdir(join(folder, name))
      await writeFile(join(folder, name, 'xdg-open'), `#!/bin/sh\n${script}\n`, { mode: 0o755 })
      vi.stubEnv('PATH', `${join(folder, name)}${delimiter}${process.env['PATH']}`)
      return runCli(['console', '--open'], env())
    }
    const opened = { code: 0, out: '', error: '' }
    expect([await opening('quick', 'exit 0'), timers.waiting()]).toEqual([opened, 0])
    const started = join(folder, 'started')
    const slow = opening('slow', `echo $$ > '${started}.part' && mv '${started}.part' '${started}' && exec sleep 600`)
    while (!existsSync(started)) await settle()
    const opener = Number(await readFile(started, 'utf8'))
    onTestFinished(() => void process.kill(opener))
    timers.pass(1_999)
    expect(timers.waiting()).toBe(1)
    timers.pass(1)
    expect(await slow).toEqual(opened)
  })

  it(
    'hands the browser a file that only this user can read, and goes with the run file',
    { tags: ['full'] },
    async () => {
      const told = join(folder, 'told')
      await writeFile(
        join(folder, 'xdg-open'),
        `#!/bin/sh\nprintf '%s' "$1" > "${told}.part" && mv "${told}.part" "${told}"\n`,
        { mode: 0o755 },
      )
      const path = `${folder}${delimiter}${process.env['PATH']}`
      const { code, out, error } = await spawnCli(['console', '--open'], { ...env(), PATH: path })
      expect([code, out, error]).toEqual([0, '', ''])
      await until(() => existsSync(told))
      const file = await readFile(told, 'utf8')
      expect(file).not.toContain(run.token)
      expect((await stat(file)).mode & 0o777).toBe(0o600)
      expect(await readFile(file, 'utf8')).toContain(`url=${consoleUrl(run, { isReadOnly: false })}"`)
      removeRunFileNow(run, env())
      await expect(stat(file)).rejects.toThrow(/ENOENT/)
      await writeRunFile(run, env())
    },
  )
})

describe('serve', () => {
  it('shows the address of the console only to a terminal: other output ends up in logs', async () => {
    const args = ['serve', '--port', '0', '--control-token', 'x'.repeat(40)]
    const { out } = await runCli(args)
    expect(out).toContain('npx greenroom console')
    expect(out).not.toContain('x'.repeat(40))
    const shown = await runCli(args, {}, { columns: 100 })
    expect(shown.out).toMatch(/http:\/\/127\.0\.0\.1:\d+\/console\/#token=x{40}/)
    const reading = await runCli([...args, '--console', 'readonly'], {}, { columns: 100 })
    expect(reading.out).toContain(`#readonly=${readOnlyToken('x'.repeat(40))}`)
    expect(reading.out).not.toContain('x'.repeat(40))
  })

  it('refuses an access that there is not', async () => {
    const { code, error } = await runCli(['serve', '--port', '0', '--console', 'write'])
    expect([code, error]).toEqual([2, expect.stringContaining('--console takes readonly, not write')])
  })
})
