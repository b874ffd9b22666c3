import { execFile } from 'node:child_process'
import { readFile } from 'node:fs/promises'
import { stripTypeScriptTypes } from 'node:module'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { describe, expect, test } from 'vitest'
import { mutants } from '../../bench/mutants/all.ts'
import { at, json, member, status, without } from '../../bench/mutants/answers.ts'
import { contradictsDocument } from '../../bench/mutants/contradiction.ts'
import { harmless } from '../../bench/mutants/harmless.ts'
import { judge, type Judged } from '../../bench/mutants/judge.ts'
import type { Mutant, Patch } from '../../bench/mutants/mutant.ts'
import { socketHarmless } from '../../bench/mutants/socket-harmless.ts'
import { whyNot } from '../../bench/mutants/why-not.ts'
import { createPatcher } from '../../bench/mutants/patched.ts'
import { lazySocketClient } from '../../src/verifier/lazy-socket-client.ts'
import { createSend } from '../../src/verify/send/send.ts'

// All of them are judged by `npm run mutants`.

const ROOT = join(import.meta.dirname, '../..')

const nameOf = ({ operator, name, edition }: Mutant): string => `${operator}: ${name} in ${edition ?? 'current'}`

const exportsOf = (source: string): string[] => source.match(/^export (?:async )?(?:const|function|class) \w+/gm) ?? []

test('every mutant of the sources still fits them, and is a program with the same exports', async () => {
  const patches = [...mutants, ...harmless, ...socketHarmless]
    .map(({ change }) => change)
    .filter((change): change is Patch => typeof change !== 'function')
  const texts = await Promise.all(
    patches.map(async ({ file, edit }) => {
      const source = await readFile(join(ROOT, 'src', file), 'utf8')
      const changed = edit(source)
      return { source, changed, runs: file.endsWith('.ts') && stripTypeScriptTypes(changed) !== '' }
    }),
  )
  expect(texts.filter(({ source, changed }) => source === changed)).toEqual([])
  expect(texts.filter(({ runs }) => !runs)).toEqual([])
  for (const { source, changed } of texts) expect(exportsOf(changed)).toEqual(exportsOf(source))
  expect(patches.length).toBeGreaterThan(150)
})

test('no two mutants have one name, and each that may survive is one of them', () => {
  const names = [...mutants, ...harmless, ...socketHarmless].map(nameOf)
  expect(names.filter((name, index) => names.indexOf(name) !== index)).toEqual([])
  const known = mutants.map(({ operator, name }) => `${operator}: ${name}`)
  expect(Object.keys(whyNot).filter((name) => !known.includes(name))).toEqual([])
})

async function judged(mutant: Pick<Mutant, 'change' | 'transports'>): Promise<Judged> {
  const [send, patcher] = [createSend({}), createPatcher()]
  try {
    const ways = { send: send.send, socketClient: lazySocketClient({ send: send.send }), patcher, timeoutMs: 600_000 }
    return await judge({ operator: 'tested', name: 'tested', ...mutant }, ways)
  } finally {
    patcher.close()
    await send.close()
  }
}

/** One of all mutants. */
function mutantOf(operator: string, name: string): Mutant {
  const found = mutants.find((each) => each.operator === operator && each.name === name)
  if (!found) throw new Error(`there is no mutant ${operator}: ${name}`)
  return found
}

test('a wrong status of one outcome is a breach, told by a case of that outcome', async () => {
  const found = await judged({ change: at('joinMeetingRoom/room-locked', status(423)) })
  expect(found).toMatchObject({ as: 'broken', case: 'joinMeetingRoom/room-locked' })
  expect(found.by).toMatch(/^status: /)
})

test.each([
  ['another status that a document states', at('joinMeetingRoom/room-locked', status(423)), true],
  ['another status of what only the server is known for', at('joinMeetingRoom/malformed-body', status(422)), false],
  ['a member of a documented body left out', at('joinMeetingRoom/joined-as-guest', without('id')), true],
  [
    'another id',
    at(
      'joinMeetingRoom/joined-as-guest',
      member('id', () => 'another'),
    ),
    false,
  ],
  [
    'a member that nobody documents',
    at(
      '',
      json((value) => ({ ...value, extra: 1 })),
    ),
    false,
  ],
])('whether it contradicts a document is known without verifying: %s', async (name, change, is) => {
  expect(await contradictsDocument({ operator: 'tested', name, change })).toBe(is)
})

// That plays every case.
test('a connection that breaks is trouble and no breach', { tags: ['full'] }, async () => {
  const change = at('joinLivechatRoom/room-closed', (whole) => ({
    ...whole,
    send: (response) => void response.socket?.resetAndDestroy(),
  }))
  expect(await judged({ change })).toMatchObject({
    as: 'trouble',
    case: expect.stringMatching(/^joinLivechatRoom\/room-closed(:|$)/),
  })
})

// That order does not matter to a body stands beside its check.
test('members in the opposite order raise no alarm', { tags: ['full'] }, async () => {
  const reversed = at(
    '',
    json((value) => Object.fromEntries(Object.entries(value).toReversed())),
  )
  expect(await judged({ change: reversed })).toMatchObject({ as: 'survived', case: null })
})

test.each([
  { operator: 'seats', name: 'one too many', by: /^status: /, document: 'found' },
  {
    operator: 'ack lost or doubled',
    name: 'acked twice',
    by: /^ack: the call was acked more than once$/,
    document: 'found',
  },
])('a mutant of the sources is found: $operator, $name', async ({ operator, name, by, document }) => {
  const found = await judged(mutantOf(operator, name))
  expect(found).toMatchObject({ as: 'broken', by: expect.stringMatching(by), document })
})

const ran = async (...args: readonly string[]): Promise<string> =>
  (await promisify(execFile)(process.execPath, ['bench/mutants.ts', ...args], { cwd: ROOT })).stdout

describe('as a script', { tags: ['long'] }, () => {
  test('mutants are reported by operator', async () => {
    const out = await ran('--only', 'seats', '--name', 'one too')
    expect(out).toContain('2 of 2 found, 100.0 %')
    expect(out).toMatch(/^\| seats \| 2 \| 2 \| 2 \| 2 \| 2 \| status 2 \|$/m)
  })

  test.each([
    ['the ack of another call', /^\| ack lost or doubled \| 1 \| 1 \| /m],
    ['who is refused loses the seat, unheard', /^\| refused on a socket \| 1 \| 1 \| 1 \| 0 \| 0 \| \w+ 1 \|$/m],
  ])('on sockets %s is found', async (name, row) => {
    expect(await ran('--name', name)).toMatch(row)
  })

  test.each(['an event that the contract does not name, before every other', 'recovery of connections'])(
    'on sockets a server may have %s, which raises no alarm',
    async (name) => {
      expect(await ran('--name', name)).toContain('1 runs, 0 false alarms.')
    },
  )
})
