import { execFile } from 'node:child_process'
import { existsSync } from 'node:fs'
import { mkdir, mkdtemp, readdir, rm, symlink, writeFile, copyFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { delimiter, join, resolve } from 'node:path'
import { promisify, stripVTControlCharacters } from 'node:util'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { byHand } from '../support/example-project.ts'
import { until } from '../support/until.ts'
import { standInTarget, type StandInTarget } from '../support/stand-in-target.ts'

const run = promisify(execFile)
const RUNNER = resolve('node_modules/gitlab-ci-local/dist/index.js')
const JOB = 'greenroom-verify'

let folder = ''
let target: StandInTarget
let isChanged = false
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'greenroom-gitlab-'))
  target = await standInTarget({
    change: (reply) => (isChanged && reply.status === 401 ? { ...reply, status: 400 } : reply),
  })
  await project()
})
afterEach(async () => {
  isChanged = false
  await target[Symbol.asyncDispose]()
  await rm(folder, { recursive: true, force: true })
})

/** A repository with greenroom installed, this checkout, and the component in it. */
async function project(): Promise<void> {
  await run('git', ['init', '--quiet', '--initial-branch=main', folder])
  for (const [name, value] of [
    ['user.name', 'a'],
    ['user.email', 'a@example.org'],
    ['commit.gpgsign', 'false'],
    ['remote.origin.url', 'git@gitlab.example.org:group/project.git'],
  ] as const)
    await run('git', ['-C', folder, 'config', name, value])
  await mkdir(join(folder, 'node_modules'))
  await symlink(resolve('.'), join(folder, 'node_modules', 'greenroom'))
  await mkdir(join(folder, 'templates'))
  for (const name of ['verify.yml', 'serve.yml'])
    await copyFile(join('templates', name), join(folder, 'templates', name))
  // Only tracked files are included.
  await run('git', ['-C', folder, 'add', 'templates'])
  await run('git', ['-C', folder, 'commit', '--quiet', '-m', 'a'])
  // The runner copies tracked files for containers, of which there are none here.
  await mkdir(join(folder, 'bin'))
  await writeFile(join(folder, 'bin', 'rsync'), '#!/bin/sh\n', { mode: 0o755 })
}

/** How a job has ended: as GitLab shows it, or that there was none. */
type Ended = 'PASS' | 'WARN' | 'FAIL' | 'refused'

/** Runs the job of a pipeline that includes the component with these inputs. */
const runJob = (inputs: Readonly<Record<string, unknown>>): Promise<{ ended: Ended; log: string }> =>
  runPipeline({ include: [{ local: '/templates/verify.yml', inputs }] })

/** Runs the job of a pipeline. */
async function runPipeline(pipeline: object): Promise<{ ended: Ended; log: string }> {
  await writeFile(join(folder, '.gitlab-ci.yml'), JSON.stringify(pipeline))
  const env = { ...byHand(folder), ...target.env }
  const options = { cwd: folder, env: { ...env, PATH: `${join(folder, 'bin')}${delimiter}${env['PATH'] ?? ''}` } }
  return new Promise((done) => {
    execFile(process.execPath, [RUNNER, '--force-shell-executor', JOB], options, (_error, out, complaints) =>
      done({ ended: endOf(out), log: out + complaints }),
    )
  })
}

/** The runner ends with 0 whatever its jobs do, and lists how they did. */
function endOf(out: string): Ended {
  const [, word] = new RegExp(`^ (PASS|WARN|FAIL) .*${JOB}`, 'm').exec(stripVTControlCharacters(out)) ?? []
  return word === 'PASS' || word === 'WARN' || word === 'FAIL' ? word : 'refused'
}

const CASE = 'joinLivechatRoom/not-logged-in'

describe.skipIf(process.platform === 'win32')('the component for GitLab', () => {
  it('verifies a server that holds, and keeps the reports', async () => {
    const { ended, log } = await runJob({ target: target.file, case: CASE })
    expect([ended, log]).toEqual(['PASS', expect.stringContaining('1 held, 0 broken')])
    expect((await readdir(join(folder, 'greenroom-reports'))).sort()).toEqual([
      'report.html',
      'report.json',
      'report.md',
      'report.xml',
    ])
  })

  it('fails where the server breaks, and warns by choice where it is unreachable', { tags: ['full'] }, async () => {
    isChanged = true
    const broken = await runJob({ target: target.file, case: CASE })
    expect([broken.ended, broken.log]).toEqual(['FAIL', expect.stringContaining('0 held, 1 broken')])
    await target.chat.close()
    const warned = await runJob({ target: target.file, case: CASE, 'warn-on': 3 })
    expect([warned.ended, warned.log]).toEqual(['WARN', expect.stringMatching(/unreachable/)])
  })

  async function expectRefused(name: string, text: string): Promise<void> {
    const { ended, log } = await runJob({ target: target.file, case: CASE, [name]: text })
    expect([ended, log], name).toEqual(['refused', expect.stringContaining('does not match required regex')])
    expect(existsSync(join(folder, 'pwned')), name).toBe(false)
  }
  const hostile = ['"; touch pwned; "', "'; touch pwned; '", '$(touch pwned)', '`touch pwned`', 'a\ntouch pwned', 'a;b']

  it('is refused before any job with an input that could be anything but a text', () =>
    expectRefused('url', hostile.join(' ')))

  it.each(['url', 'reports', 'package', 'job-name'].flatMap((name) => hostile.map((text) => [name, text] as const)))(
    'is refused with %s as %j',
    { tags: ['long'] },
    expectRefused,
  )

  it('takes options of the command for what they are: no URL is one', { tags: ['full'] }, async () => {
    expect(await runJob({ url: '--help', case: CASE })).toMatchObject({
      ended: 'FAIL',
      log: expect.not.stringContaining('replays every documented'),
    })
  })
})

describe.skipIf(process.platform === 'win32')('the component for GitLab that serves', { tags: ['full'] }, () => {
  const serving = (
    inputs: Readonly<Record<string, unknown>>,
    script: readonly string[],
  ): ReturnType<typeof runPipeline> =>
    runPipeline({
      include: [{ local: '/templates/serve.yml', inputs }],
      [JOB]: { extends: '.greenroom', script },
    })

  it('runs the mock beside a job that extends it, and ends it with the job', async () => {
    const { ended, log } = await serving({ port: 0, edition: '2022' }, [
      "node -e \"fetch(process.env.GREENROOM_MOCK_URL + '/api/v1/livechat/rooms').then(({ status }) => console.log('status', status))\"",
      'echo "pid $(cat .greenroom/pid)"',
    ])
    expect([ended, log]).toEqual(['PASS', expect.stringContaining('status 401')])
    const [, pid = ''] = /^.* > pid (\d+)$/m.exec(stripVTControlCharacters(log)) ?? []
    await until(() => !isAlive(Number(pid)))
  })

  it('fails with the reason where the mock cannot start', async () => {
    const { ended, log } = await serving({ port: 0, seed: 'no-such-seed' }, ['echo never'])
    expect([ended, log]).toEqual(['FAIL', expect.stringContaining('no-such-seed')])
    expect(log).not.toMatch(/ > never$/m)
  })

  it('is refused with an input that could be anything but a text', async () => {
    const { ended, log } = await serving({ seed: '$(touch pwned)' }, ['echo never'])
    expect([ended, log]).toEqual(['refused', expect.stringContaining('does not match required regex')])
  })
})

function isAlive(pid: number): boolean {
  try {
    return process.kill(pid, 0)
  } catch {
    return false
  }
}
