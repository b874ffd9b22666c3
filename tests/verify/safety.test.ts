import { describe, expect, it } from 'vitest'
import { allCases } from '../../src/verifier/all-cases.ts'
import type { ResolvedSettings, Ready } from '../../src/verifier/verify-run.ts'
import { faces } from '../../src/contract/compiled/faces.ts'
import { toMarkdownReport } from '../../src/report/formats/markdown.ts'
import { toCtrf } from '../../src/report/formats/ctrf.ts'
import { toJUnit } from '../../src/report/formats/junit.ts'
import type { Report } from '../../src/report/report.ts'
import type { Send } from '../../src/verify/model/exchange.ts'
import { createSend } from '../../src/verify/send/send.ts'
import { createStaticArranger, type Serving } from '../../src/verify/arrange/static-arranger.ts'
import type { Target } from '../../src/verify/model/target.ts'
import { startRocketChat, type RocketChat } from '../support/rocket-chat.ts'
import { makeFolder, runVerify } from '../support/run-verify.ts'
import { verified } from '../support/verified.ts'
import { PLAIN_DIALECT } from '../../src/dialect/dialect.ts'

/** A stand-in that is called by the name of a host that is not this machine: the way there is the only thing made up. */
async function verifyElsewhere(
  chat: RocketChat,
  base: string,
  { cases, ...asked }: Partial<Pick<ResolvedSettings, 'allowMutating' | 'keepBodies'>> & { readonly cases: RegExp },
): Promise<Report> {
  const { send, close } = createSend()
  const elsewhere: Send = (request, to) => send(request, { ...to, baseUrl: to.baseUrl.replace(base, chat.url) })
  try {
    return await verified(readyOf(chat, base), { ...asked, send: elsewhere, wanted: ({ id }) => cases.test(id) })
  } finally {
    await close()
  }
}

function readyOf({ users, rooms, calls }: RocketChat, url: string): Ready {
  const of = (role: string): Readonly<Record<string, string>> => ({
    'X-User-Id': users[role]?.userId ?? '',
    'X-Auth-Token': users[role]?.authToken ?? '',
  })
  const identities = { agent: of('agent'), manager: of('manager'), 'no-permission': of('no-permission'), nobody: {} }
  const target: Target = {
    name: 'elsewhere',
    url,
    edition: 'current',
    operations: ['joinLivechatRoom', 'listLivechatRooms', 'joinVideoConference'],
    prefixes: {},
    identities,
    missing: {},
    payloads: {},
    unset: [],
    scope: { departmentId: 'greenroom-tests' },
    limits: { joinLivechatRoom: null, listLivechatRooms: null, joinVideoConference: null },
    transports: ['http'],
    socket: PLAIN_DIALECT,
    secrets: Object.values(identities).flatMap((headers) =>
      'X-Auth-Token' in headers ? [headers['X-Auth-Token']] : [],
    ),
  }
  const situations: Serving[] = [
    { given: { 'livechat-room': [] }, values: { roomId: rooms.joinable } },
    { given: { call: [] }, values: { callId: calls.joinable } },
  ]
  const faceOf = (operation: string) => faces.current.find((face) => face.operation === operation)
  const random = (bytes: number): Uint8Array => new Uint8Array(bytes).fill(7)
  const sleep = async (): Promise<void> => {}
  const arranger = createStaticArranger({ target, faceOf, situations, sleep, random })
  return { target, arranger, gate: 'inferred', minCoverage: 0, timeoutMs: 600_000, close: async () => {} }
}

const HTTPS = 'https://chat.example.org'

/** One whose limits are never met: for each call a new window has begun. */
function startChat(options: Parameters<typeof startRocketChat>[0] = {}): Promise<RocketChat> {
  let now = 0
  return startRocketChat({ now: () => (now += 100_000), ...options })
}

describe('on a host that is not this machine', () => {
  it('lets no case change anything unless its host is named, and plays the refusals all the same', async () => {
    const chat = await startChat()
    const before = structuredClone(chat.state)
    const { summary, results } = await verifyElsewhere(chat, HTTPS, { cases: /^joinLivechatRoom\// })
    await chat.close()
    const joins = results.filter(({ id, verdict }) => id.startsWith('joinLivechatRoom/joined') && verdict !== 'skipped')
    expect(joins.length).toBeGreaterThan(0)
    for (const { kind, reason } of joins)
      expect([kind, reason]).toEqual([
        'safety',
        'it changes what is on chat.example.org; --allow-mutating=chat.example.org allows it',
      ])
    expect(summary.cases.held).toBeGreaterThan(5)
    expect(chat.state).toEqual(before)
  })

  it('plays them once its host is named, and that of another does not do', async () => {
    const chat = await startChat()
    const allowed = await verifyElsewhere(chat, HTTPS, {
      cases: /^joinLivechatRoom\/joined/,
      allowMutating: ['chat.example.org'],
    })
    const other = await verifyElsewhere(chat, HTTPS, {
      cases: /^joinLivechatRoom\/joined/,
      allowMutating: ['example.org', '*', '*.example.org', 'chat.example.org:8443'],
    })
    await chat.close()
    expect(allowed.summary.blocked.safety).toBe(0)
    expect(allowed.summary.cases.held).toBeGreaterThan(0)
    expect(other.summary.blocked.safety).toBeGreaterThan(0)
    expect(other.summary.blocked.safety).toBe(other.summary.cases.blocked)
    expect(other.summary.cases.held).toBe(0)
  })

  it('sends no credentials over plain http', async () => {
    const chat = await startChat()
    const { results } = await verifyElsewhere(chat, 'http://chat.example.org', {
      cases: /^joinLivechatRoom\//,
      allowMutating: ['chat.example.org'],
    })
    await chat.close()
    expect(results.some(({ reason }) => reason?.includes('would be sent unencrypted') ?? false)).toBe(true)
    expect(chat.visits.filter(({ user }) => user !== null)).toEqual([])
  })

  it('shows of visitors nothing in any report but what the contract fixes, unless bodies are to be kept', async () => {
    const visitor = { name: 'Rosalind Franklin', token: 'visitor-token-of-hers', phone: '+44 20 7946 0958' }
    const chat = await startChat({
      change: (reply, route) =>
        route === 'livechat/rooms'
          ? {
              ...reply,
              body: JSON.stringify({ rooms: [{ _id: 'x', v: visitor, [visitor.phone]: 1 }], success: 'yes' }),
            }
          : reply,
    })
    const textOf = (report: Report): string =>
      [toMarkdownReport, toCtrf, toJUnit].map((to) => to([report])).join('\n') +
      JSON.stringify(report.results.map(({ deviates: _raw, ...shown }) => shown))
    const cases = /^listLivechatRooms\/(?:listed|not-logged-in|not-allowed|invalid-query|invalid-sort)$/
    const hidden = await verifyElsewhere(chat, HTTPS, { cases })
    const kept = await verifyElsewhere(chat, HTTPS, { cases, keepBodies: true })
    await chat.close()
    expect([hidden.summary.cases.broken, kept.summary.cases.broken]).toEqual([5, 5])
    for (const text of Object.values(visitor)) expect(textOf(hidden)).not.toContain(text)
    expect(textOf(kept)).toContain(visitor.name)
  })
})

describe('without checked certificates', () => {
  const env = { NODE_TLS_REJECT_UNAUTHORIZED: '0' }

  it('is refused where a URL leads elsewhere, wherever the URL comes from', async () => {
    await using folder = await makeFolder()
    const file = await folder.write('target.yaml', 'url: https://greenroom-test.invalid\n')
    for (const args of [['https://greenroom-test.invalid'], ['--target', file]]) {
      const { code, error } = await runVerify(args, env)
      expect(error).toContain('NODE_TLS_REJECT_UNAUTHORIZED=0 is set')
      expect(code).toBe(2)
    }
  })

  it('is no matter on this machine', async () => {
    const { code } = await runVerify(['--case', 'joinMeetingRoom/room-locked', '--transport', 'http'], env)
    expect(code).toBe(0)
  })
})

it('exits 4 where safety keeps everything that is asked for', async () => {
  const joined = allCases.find(({ id }) => id === 'joinLivechatRoom/joined')
  expect(joined).toBeDefined()
  await using folder = await makeFolder()
  const agent = '{ headers: { X-User-Id: { env: ID }, X-Auth-Token: { env: TOKEN } } }'
  // Held to be no loopback address, and answering nobody: nothing may be sent there.
  const text = `url: https://0.0.0.0:1\nidentities: { agent: ${agent} }\nsituations:\n  - { given: { livechat-room: [] }, values: { roomId: testWaitingRoomAa } }\n`
  const file = await folder.write('target.yaml', text)
  const { code, out } = await runVerify(['--target', file, '--case', 'joinLivechatRoom/joined'], {
    ID: 'anAgentOfTheTests',
    TOKEN: 'what-an-agent-has-been-given',
  })
  expect(out).toContain('safety: it changes what is on 0.0.0.0:1')
  expect(code).toBe(4)
})
