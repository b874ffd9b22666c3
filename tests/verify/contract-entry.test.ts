import { spawn } from 'node:child_process'
import { readdirSync, readFileSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { startServer } from '../../src/server.ts'
import { makeFolder, startForeign } from '../support/run-verify.ts'

const CASES = 'contract-tests/cases'

interface Test {
  readonly fullName: string
  readonly status: string
  readonly failureMessages: readonly string[]
}

interface Ran {
  readonly code: number | null
  readonly out: string
  readonly tests: readonly Test[]
}

/** Runs the contract suite as CI does, in a process of its own. */
async function contract(args: readonly string[], env: Readonly<Record<string, string>> = {}): Promise<Ran> {
  await using folder = await makeFolder()
  const report = join(folder.path, 'report.json')
  const reporters = ['--reporter=json', `--outputFile.json=${report}`, '--reporter=verbose']
  const { code, out } = await execute(['run', ...reporters, ...args], env)
  const { testResults } = JSON.parse(await readFile(report, 'utf8'))
  return { code, out, tests: testResults.flatMap((each: { assertionResults: Test[] }) => each.assertionResults) }
}

async function execute(args: readonly string[], env: Readonly<Record<string, string>>): Promise<Omit<Ran, 'tests'>> {
  const own = Object.entries(process.env).filter(([name]) => !/^(?:VITEST|GREENROOM|NODE_ENV|TEST$)/.test(name))
  const child = spawn(process.execPath, ['node_modules/vitest/vitest.mjs', ...args], {
    env: { ...Object.fromEntries(own), NO_COLOR: '1', ...env },
  })
  let out = ''
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk: Buffer) => (out += chunk.toString()))
  const code = await new Promise<number | null>((resolve) => child.on('close', resolve))
  return { code, out }
}

/** The ids of the cases that are written in the files of the contract suite, read without our own reader. */
const written = readdirSync(CASES).flatMap((file) => {
  const text = readFileSync(join(CASES, file), 'utf8')
  const operation = /^operation: (\w+)$/m.exec(text)?.[1]
  const cases = [...text.matchAll(/^  - (?:\{ )?expect: ([\w-]+),?(?:(?: |\n    )name: ([\w-]+))?/gm)]
  return cases.map(([, outcome, name]) => `${operation}/${outcome}${name === undefined ? '' : `:${name}`}`)
})

describe('the contract suite as tests', () => {
  it('declares a test for each written case, and none twice', { tags: ['full'] }, async () => {
    const { tests } = await contract([
      'contract-tests',
      '-t',
      'none is called so: all are declared, and none is played',
    ])
    // Beside its cases each file has a test of the run itself, of one name.
    const names = tests.map(({ fullName }) => fullName).filter((name) => !name.endsWith('could be judged'))
    expect(new Set(names).size).toBe(names.length)
    const cases = new Set(names.map((name) => / (\w+\/\S+)/.exec(name)?.[1]))
    expect(written.length).toBeGreaterThan(300)
    expect(written.filter((id) => !cases.has(id))).toEqual([])
  })

  it('plays each case once over its shards, and all hold on the built-in mock', { tags: ['long'] }, async () => {
    const shards = await Promise.all([1, 2, 3, 4].map((shard) => contract(['contract-tests', `--shard=${shard}/4`])))
    for (const shard of shards) expect(shard.code, shard.out).toBe(0)
    const whole = await contract(['contract-tests'])
    const namesOf = (runs: readonly Ran[]): string[] =>
      runs.flatMap(({ tests }) => tests.map(({ fullName }) => fullName)).sort()
    expect(namesOf(shards)).toEqual(namesOf([whole]))
  })

  it('verifies a running greenroom that GREENROOM_TARGET names', async () => {
    await using server = await startServer({ control: { port: 0 } })
    const ran = await contract(['contract-tests/endMeetingRoom'], {
      GREENROOM_TARGET: server.url,
      GREENROOM_CONTROL_URL: server.control?.url ?? '',
      GREENROOM_CONTROL_TOKEN: server.control?.token ?? '',
      // A busy machine delays answers.
      GREENROOM_TIMEOUT: '600000',
    })
    expect(ran.tests.filter(({ status }) => status === 'passed').length).toBeGreaterThan(2)
    expect(ran.code, ran.out).toBe(0)
  })

  it('skips what a bare URL says too little for, with the reason, and fails what is broken with what is told of it', async () => {
    await using server = await startForeign((_, response) => response.writeHead(418).end('{"tea":"pot"}'))
    await using folder = await makeFolder()
    const file = await folder.write(
      'target.yaml',
      `url: ${server.url}\noperations: [joinLivechatRoom, listLivechatRooms]\nauthority: { gate: all }\nlimits: { joinLivechatRoom: none }\n`,
    )
    const ran = await contract(['contract-tests/joinLivechatRoom'], { GREENROOM_TARGET: file })
    const broken = ran.tests.filter(({ status }) => status === 'failed')
    expect(broken.length).toBeGreaterThan(0)
    for (const { failureMessages } of broken) {
      expect(failureMessages.join('\n')).toMatch(/the status is 418, not 401/)
      expect(failureMessages.join('\n')).toMatch(/cases\/joinLivechatRoom\.yaml:\d+/)
    }
    expect(ran.tests.some(({ status }) => status === 'skipped' || status === 'pending')).toBe(true)
    expect(ran.out).toContain('identity: agent: needs credentials')
    expect(ran.code).toBe(1)
  })

  it('fails at once, with the reason, where the target cannot be used', { tags: ['full'] }, async () => {
    const ran = await contract(['contract-tests/joinLivechatRoom'], { GREENROOM_TARGET: 'no-such-target.yaml' })
    expect(ran.out).toContain('no-such-target.yaml: no such file')
    expect(ran.code).toBe(1)
  })
})
