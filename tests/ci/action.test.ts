import { existsSync } from 'node:fs'
import { mkdir, readdir, readFile, rm, symlink, writeFile } from 'node:fs/promises'
import { dirname, join, resolve } from 'node:path'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { verifyOptions } from '../../src/cli/verify/options.ts'
import { variableOf } from '../../src/cli/read-input.ts'
import { packedTarball } from '../support/packed.ts'
import { standInTarget, type StandInTarget } from '../support/stand-in-target.ts'
import { actionErrors } from '../support/ci/github-schema.ts'
import { actionFile, createRunner, type RanAction, type Runner } from '../support/ci/composite-action.ts'

/** A case that changes nothing and needs no credentials. */
const HARMLESS = '--case=joinLivechatRoom/not-logged-in'

let runner: Runner
let target: StandInTarget
beforeEach(async () => {
  runner = await createRunner()
  target = await standInTarget({
    change: (reply) => (isChanged && reply.status === 401 ? { ...reply, status: 400 } : reply),
  })
})
afterEach(async () => {
  isChanged = false
  await target[Symbol.asyncDispose]()
  await runner[Symbol.asyncDispose]()
})
let isChanged = false

/** Runs the action with the credentials of the target. */
const act = (inputs: Readonly<Record<string, string>>): Promise<RanAction> => runner.action(inputs, target.env)

/** The project has greenroom: this checkout. */
async function install(): Promise<void> {
  await mkdir(join(runner.workspace, 'node_modules'))
  await symlink(resolve('.'), join(runner.workspace, 'node_modules', 'greenroom'))
}

describe('action.yml', () => {
  it('is an action by GitHub’s schema, and would not be one with a misspelt word', async () => {
    const text = await readFile('action.yml', 'utf8')
    expect(await actionErrors(text)).toEqual([])
    for (const [right, wrong] of [
      ['using: composite', 'using: composit'],
      ['shell: bash', 'shel: bash'],
      ['runs:', 'run:'],
    ] as const)
      expect(await actionErrors(text.replace(right, wrong)), wrong).not.toEqual([])
  })

  it('has no expression in a script, and uses other actions by the hash of a commit', async () => {
    const { steps } = await actionFile()
    expect(steps.length).toBeGreaterThan(2)
    expect(steps.filter(({ run }) => run?.includes('${{'))).toEqual([])
    for (const { uses } of steps) if (uses !== undefined) expect(uses).toMatch(/^[\w-]+\/[\w-]+@[0-9a-f]{40}$/)
  })

  it('hands on options of verify by the variables that they have', async () => {
    const { steps } = await actionFile()
    const names = Object.keys(steps.find(({ id }) => id === 'verify')?.env ?? {}).filter((name) =>
      name.startsWith('GREENROOM_'),
    )
    const known = verifyOptions.map(({ name }) => variableOf(name))
    expect(names.filter((name) => name !== 'GREENROOM_BIN' && !known.includes(name))).toEqual([])
    expect(names.length).toBeGreaterThan(4)
  })

  it('has a row in docs/ci.md for each input and output', async () => {
    const page = await readFile('docs/ci.md', 'utf8')
    const { inputs, outputs } = await actionFile()
    for (const [name] of [...inputs, ...outputs]) expect(page, name).toMatch(new RegExp(`^\\|[^|]*\`${name}\``, 'm'))
  })
})

// On Windows, which bash comes first on PATH is a matter of luck.
const describeWithBash = describe.skipIf(process.platform === 'win32')

describeWithBash('the action verifies', () => {
  beforeEach(install)

  it('a server that holds: it succeeds, with figures, a summary, and reports to upload', async () => {
    const { code, outputs, summary, used, log } = await act({ target: target.file, options: HARMLESS })
    expect(code, log).toBe(0)
    expect(outputs).toMatchObject({ verdict: 'held', 'exit-code': '0', held: '1', broken: '0', url: '' })
    expect(Number(outputs['coverage'])).toBeGreaterThan(0)
    const reports = join(runner.workspace, 'greenroom-reports')
    expect((await readdir(reports)).sort()).toEqual(['report.html', 'report.json', 'report.md', 'report.xml'])
    expect(outputs).toMatchObject({ reports, junit: join(reports, 'report.xml'), ctrf: join(reports, 'report.json') })
    expect(summary).toContain('the contract holds')
    expect(used).toEqual([
      {
        uses: expect.stringMatching(/^actions\/upload-artifact@/),
        with: { name: 'greenroom', path: reports, 'if-no-files-found': 'ignore' },
      },
    ])
  })

  it('a server that breaks: it fails with an annotation, and the reports are uploaded all the same', async () => {
    isChanged = true
    const { code, outputs, summary, used, log } = await act({ target: target.file, options: HARMLESS })
    expect(code, log).toBe(1)
    expect(outputs).toMatchObject({ verdict: 'broken', 'exit-code': '1', broken: '1' })
    expect(log).toMatch(/^::error .*title=joinLivechatRoom\/not-logged-in/m)
    expect(summary).toContain('the contract is broken')
    expect(used).toHaveLength(1)
  })

  it('a server that is unreachable: it fails, or by choice warns', async () => {
    await target.chat.close()
    const inputs = { target: target.file, options: `${HARMLESS}\n--retries=0`, artifact: '' }
    const failed = await act(inputs)
    expect([failed.code, failed.outputs['verdict'], failed.used], failed.log).toEqual([3, 'unreachable', []])
    const warned = await act({ ...inputs, 'on-unreachable': 'warning' })
    expect([warned.code, warned.outputs['exit-code']], warned.log).toEqual([0, '3'])
    expect(warned.log).toMatch(/^::warning title=greenroom::/m)
  })

  it('a server from a folder of a workspace, whose packages lie above, with paths relative to it', async () => {
    await mkdir(join(runner.workspace, 'packages', 'app'), { recursive: true })
    const inputs = { target: target.file, options: HARMLESS, 'working-directory': 'packages/app' }
    const { code, outputs, log } = await act(inputs)
    const reports = join(runner.workspace, 'packages', 'app', 'greenroom-reports')
    expect([code, outputs['reports']], log).toEqual([0, reports])
  })

  it('nothing where the options only ask for help: it fails, instead of being green', async () => {
    const { code, log } = await act({ target: target.file, options: '--help' })
    expect([code, log]).toEqual([2, expect.stringContaining('::error title=greenroom::Nothing was verified')])
  })

  it('nothing with an input of another value, and says which', async () => {
    const wrong = { mode: 'watch', 'on-unreachable': 'ignore', reports: '*' }
    for (const [name, value] of Object.entries(wrong)) {
      const { code, log } = await act({ target: target.file, options: HARMLESS, [name]: value })
      expect([code, log], name).toEqual([2, expect.stringMatching(new RegExp(`::error .*input ${name} takes`))])
    }
  })
})

/** What an input may try: to end a text, to run a command, to begin a line that the runner reads as a command. */
const HOSTILE = [
  `"; touch pwned; echo "`,
  `'; touch pwned; echo '`,
  '$(touch pwned)',
  '`touch pwned`',
  'a\ntouch pwned\n',
  'a && touch pwned',
  '--help',
  'a\n::set-output name=verdict::held\n##[set-output name=verdict;]held',
  '${{ github.token }}',
]

const INPUTS = ['url', 'options']
const MORE = [
  'target',
  'reports',
  'deviations',
  'allow-mutating',
  'gate',
  'min-coverage',
  'mode',
  'on-unreachable',
  'package',
]

describeWithBash('an input of the action runs nothing and is read as no command, whatever it says:', () => {
  beforeEach(install)

  async function expectNothing(name: string, text: string): Promise<void> {
    const { log, code, outputs } = await act({ target: target.file, options: HARMLESS, [name]: text })
    for (const folder of [runner.workspace, runner.temp, process.cwd()])
      expect(existsSync(join(folder, 'pwned')), name).toBe(false)
    const heard = log.replace(/^::stop-commands::([\w-]+)$[\s\S]*?^::\1::$/gm, '')
    expect(heard, name).not.toMatch(/^\s*::(?!error |warning |notice )|##\[/m)
    // A folder may be called nearly anything, and so may a host.
    if (!['reports', 'allow-mutating'].includes(name))
      expect([code, outputs['verdict']], `${name}: ${log}`).toEqual([2, ''])
  }

  it.each(INPUTS)('%s', (name) => expectNothing(name, HOSTILE.join(' ')))

  it.each([...INPUTS, ...MORE].flatMap((name) => HOSTILE.map((text) => [name, text] as const)))(
    '%s as %j',
    { tags: ['long'] },
    expectNothing,
  )
})

describeWithBash('the action serves', () => {
  beforeEach(install)

  it('a mock, which goes on when the step has ended, to the steps after', async () => {
    const { code, outputs, log, used } = await act({ mode: 'serve', port: '0', options: '--edition=2022' })
    expect([code, used], log).toEqual([0, []])
    const pid = Number(outputs['pid'])
    try {
      const answer = await fetch(`${outputs['url']}/api/v1/livechat/rooms`)
      expect([answer.status, outputs['control-url']]).toEqual([
        401,
        expect.stringMatching(/^http:\/\/127\.0\.0\.1:\d+$/),
      ])
      expect(await readFile(outputs['log'] ?? '', 'utf8')).toContain('"ready"')
    } finally {
      process.kill(pid, 'SIGTERM')
    }
  })

  it('nothing with options that serve does not have, and says why', async () => {
    const { code, log } = await act({ mode: 'serve', port: '0', options: '--no-such-option\n::error::x' })
    expect([code, log]).toEqual([2, expect.stringContaining('::error title=greenroom::The mock did not start.')])
    expect(log).toContain('no-such-option')
  })
})

describeWithBash('the package of the action', () => {
  it('is that of the project; without it, or with one that npm cannot find, it says what to do', async () => {
    const without = await act({ target: target.file })
    expect([without.code, without.log]).toEqual([
      2,
      expect.stringContaining('::error title=greenroom::This project has no'),
    ])
    const wrong = await act({ target: target.file, package: `./none.tgz\n::set-output name=bin::x` })
    expect([wrong.code, wrong.log]).toEqual([
      2,
      expect.stringContaining('::error title=greenroom::npm could not install'),
    ])
    // What npm prints is between the token that stops commands and the one that allows them.
    expect(wrong.log).toMatch(/^::stop-commands::([\w-]+)$[\s\S]*^::\1::$/m)
  })

  describe('as a tarball', { tags: ['long'] }, () => {
    let tarball = ''
    beforeAll(async () => {
      tarball = await packedTarball()
    })
    afterAll(() => rm(dirname(tarball), { recursive: true }))

    it('is installed into a clean folder, and verifies a server that holds, breaks and is away', async () => {
      await writeFile(join(runner.workspace, 'greenroom.tgz'), await readFile(tarball))
      const inputs = { package: 'greenroom.tgz', target: target.file, options: `${HARMLESS}\n--retries=0` }
      const held = await act(inputs)
      expect([held.code, held.outputs['verdict']], held.log).toEqual([0, 'held'])
      isChanged = true
      expect(await act(inputs)).toMatchObject({ code: 1, outputs: { verdict: 'broken' } })
      await target.chat.close()
      expect(await act(inputs)).toMatchObject({ code: 3, outputs: { verdict: 'unreachable' } })
      expect(await readdir(runner.workspace)).toEqual(['greenroom-reports', 'greenroom.tgz'])
      // Without a target: the mock that it comes with.
      const ours = await act({ package: 'greenroom.tgz' })
      expect([ours.code, ours.outputs['verdict'], ours.outputs['coverage']], ours.log).toEqual([0, 'held', '100'])
    })
  })
})
