import { spawn } from 'node:child_process'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { allCases } from '../../src/cli/verify-run.ts'
import { faces } from '../../src/contract/compiled/faces.ts'
import { socketFaces } from '../../src/contract/compiled/socket-faces.ts'
import { targetPlan } from '../../src/verify/plan.ts'
import { TRANSPORTS } from '../../src/verify/transport.ts'
import { startServer } from '../../src/server.ts'
import { makeFolder, startForeign } from '../support/run-verify.ts'

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
  const own = Object.entries(process.env).filter(([name]) => !/^(?:VITEST|GREENROOM|NODE_ENV|TEST$)/.test(name))
  const child = spawn(process.execPath, ['node_modules/vitest/vitest.mjs', 'run', ...reporters, ...args], {
    env: { ...Object.fromEntries(own), NO_COLOR: '1', ...env },
  })
  let out = ''
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk: Buffer) => (out += chunk.toString()))
  const code = await new Promise<number | null>((resolve) => child.on('close', resolve))
  const { testResults } = JSON.parse(await readFile(report, 'utf8'))
  return { code, out, tests: testResults.flatMap((each: { assertionResults: Test[] }) => each.assertionResults) }
}

const every = Object.entries(faces).flatMap(([edition, each]) =>
  targetPlan(
    allCases,
    { faces: each, socketFaces },
    { operations: null, transports: edition === 'current' ? TRANSPORTS : ['http'] },
  ),
)

describe('the contract suite as tests', () => {
  it('plays each case of each edition once over its shards, and all hold on the built-in mock', async () => {
    const shards = await Promise.all([1, 2, 3, 4].map((shard) => contract(['contract-tests', `--shard=${shard}/4`])))
    for (const shard of shards) {
      expect(shard.code, shard.out).toBe(0)
      // An edition that has no sockets has nothing to play in the files of their operations.
      const skipped = shard.tests.filter(({ status }) => status !== 'passed').map(({ fullName }) => fullName)
      expect(skipped.filter((name) => !name.endsWith('the target does not have the operation'))).toEqual([])
    }
    const all = shards.flatMap(({ tests }) =>
      tests.flatMap(({ status, fullName }) => (status === 'passed' ? [fullName] : [])),
    )
    // Beside its cases each file has one test of the run itself, for each edition.
    const names = all.filter((name) => !name.endsWith('could be judged'))
    expect(all.length - names.length).toBe(12)
    expect(names).toHaveLength(every.length)
    expect(new Set(names).size).toBe(every.length)
  }, 60_000)

  it('verifies a running greenroom that GREENROOM_TARGET names', async () => {
    await using server = await startServer({ control: { port: 0 } })
    const ran = await contract(['contract-tests/joinMeetingRoom', '-t', 'room-locked'], {
      GREENROOM_TARGET: server.url,
      GREENROOM_CONTROL_URL: server.control?.url ?? '',
      GREENROOM_CONTROL_TOKEN: server.control?.token ?? '',
    })
    expect(ran.tests.filter(({ status }) => status === 'passed').length).toBeGreaterThan(2)
    expect(ran.code).toBe(0)
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

  it('fails at once, with the reason, where the target cannot be used', async () => {
    const ran = await contract(['contract-tests/joinLivechatRoom'], { GREENROOM_TARGET: 'no-such-target.yaml' })
    expect(ran.out).toContain('no-such-target.yaml: no such file')
    expect(ran.code).toBe(1)
  })
})
