import { execFile } from 'node:child_process'
import { promisify } from 'node:util'
import { describe, expect, it } from 'vitest'
import { cases } from '../../src/contract/compiled/cases.js'
import { faces } from '../../src/contract/compiled/faces.ts'
import { socketFaces } from '../../src/contract/compiled/socket-faces.ts'
import { seeds } from '../../src/contract/compiled/seeds.ts'
import type { Edition, OperationId } from '../../src/contract/compiled/types.ts'
import type { Case, CaseCall } from '../../src/contract/model/case.ts'
import { NAME, toWireRequest, type WireRequest } from '../../src/contract/model/case-request.ts'
import type { Face, Outcome } from '../../src/contract/model/face.ts'
import { createMock } from '../../src/in-process.ts'
import { startServer } from '../../src/server.ts'
import { operations } from '../../src/mock/operations.ts'
import { reservedValues, toOverview } from '../../src/mock/overview/overview.ts'
import { planOf } from '../../src/verify/plan/plan.ts'
import { setClock } from '../../src/world/clock.ts'
import { credentialsOf } from '../../src/world/identities.ts'
import { matchesTemplate } from '../support/matches-template.ts'
import { judged, judgedRequest } from '../support/judged.ts'
import type { Received } from '../support/referee.ts'
import { transports, type Opened } from '../support/transports.ts'

const run = promisify(execFile)
const seed = seeds.documented
const editions: readonly Edition[] = ['current', '2022']
const options = (edition: Edition) => ({ edition, clock: setClock(Date.parse(seed.instant)), salt: 'test' })

const faceOf = (edition: Edition, found: CaseCall): Face =>
  must(faces[edition].find(({ operation }) => operation === found.operation))
const outcomeOf = (face: Face, name: string): Outcome => must(face.outcomes.find((outcome) => outcome.name === name))
/** Those over HTTP. */
const casesOf = (edition: Edition): Case[] => planOf(cases, faces[edition]).map(({ testCase }) => testCase)

function must<T>(value: T | undefined): T {
  if (value === undefined) throw new Error('the contract lacks what this test asks for')
  return value
}

/** What stands for the ids of callers. */
const userIds = (as: string): Record<string, string> => {
  const idOf = (name: string): string => credentialsOf(seed, name)['X-User-Id'] ?? ''
  const names = Object.keys(seed.identities).filter((name) => idOf(name) !== '')
  return {
    ...Object.fromEntries(names.map((name) => [`${name}.userId`, idOf(name)])),
    ...(idOf(as) && { me: idOf(as) }),
  }
}

/** The values for a case by data and identity alone: the seed's own rooms and people, nothing arranged, nothing forced. */
function valuesOf(found: Case): Record<string, string> | null {
  const reserved = reservedValues(found, seed)
  if (reserved === null) return null
  const values = { ...reserved, ...userIds(found.as) }
  const names = JSON.stringify([found.request, found.raw]).match(NAME) ?? []
  return names.every((name) => Object.hasOwn(values, name.slice(1))) ? values : null
}

const requestOf = (face: Face, found: Case): WireRequest =>
  toWireRequest(found, face, must(valuesOf(found) ?? undefined), credentialsOf(seed, found.as))

/** Cases of one call that the documented seed has data for; the others are played where they can be arranged. */
const casesByData = (edition: Edition): Case[] =>
  casesOf(edition).filter((found) => found.before.length === 0 && found.waitMs === 0 && valuesOf(found) !== null)

async function play(opened: Opened, face: Face, found: Case): Promise<Received> {
  const request = requestOf(face, found)
  const before = found.given['limit']?.includes('used-up') ? (face.rateLimit?.requests ?? 0) : 0
  for (let call = 0; call < before; call++) await opened.send(request)
  return opened.send(request)
}

describe('one name in four places', () => {
  const named = (names: (face: Face) => readonly string[]): string[] =>
    [
      ...new Set(
        editions.flatMap((edition) =>
          faces[edition].flatMap((face) => names(face).map((name) => `${face.operation}/${name}`)),
        ),
      ),
    ].sort()
  const outcomes = named((face) => face.outcomes.map(({ name }) => name))

  const onSockets = socketFaces.flatMap((face) => face.outcomes.map(({ name }) => `${face.operation}/${name}`))

  it('gives each outcome a rule, and each rule an outcome', () => {
    expect(
      Object.entries(operations)
        .flatMap(([id, { names }]) => names.map((name) => `${id}/${name}`))
        .sort(),
    ).toEqual([...new Set([...outcomes, ...onSockets])].sort())
  })

  it('gives each outcome of each face a case, and each case an outcome', () => {
    expect([...new Set(cases.map(({ operation, expect: name }) => `${operation}/${name}`))].sort()).toEqual(
      [...new Set([...outcomes, ...onSockets])].sort(),
    )
    for (const edition of editions) {
      const played = new Set(casesOf(edition).map(({ operation, expect: name }) => `${operation}/${name}`))
      for (const face of faces[edition])
        for (const { name } of face.outcomes)
          expect(played, `edition ${edition}`).toContain(`${face.operation}/${name}`)
    }
  })

  it('names every case once', () => {
    expect(new Set(cases.map(({ id }) => id)).size).toBe(cases.length)
  })
})

describe.each(editions)('edition %s', (edition) => {
  describe.each(transports)('over $name', (transport) => {
    it.each(casesByData(edition).map((found) => [found.id, found] as const))(
      'answers %s as documented, by data and identity alone',
      async (_, found) => {
        await using opened = await transport.open(options(edition))
        const face = faceOf(edition, found)
        const outcome = outcomeOf(face, found.expect)
        const answer = await play(opened, face, found)
        expect(answer.headers['greenroom-outcome']).toBe(found.expect)
        expect(answer.status).toBe(outcome.status)
        expect(answer.headers['content-type']).toBe(outcome.mediaType)
        expect(matchesTemplate(answer.body, outcome.body), answer.body).toBe(true)
        for (const value of Object.values(found.values))
          expect(answer.body).toContain(JSON.stringify(value).slice(1, -1))
        const request = requestOf(face, found)
        await judged(edition, request, answer)
        // What rests on the contract alone is a documented request; a lenient server takes others, too.
        if (outcome.status < 300 && found.sources.length === 0) await judgedRequest(edition, request, answer)
      },
    )
  })

  it('has data in the documented seed for the first case of every outcome', () => {
    const played = casesByData(edition).map(({ id }) => id)
    for (const face of faces[edition])
      for (const { name } of face.outcomes) expect(played).toContain(`${face.operation}/${name}`)
  })

  it('answers the same bytes over every transport', async () => {
    for (const found of casesByData(edition)) {
      const answers = await Promise.all(
        transports.map(async (transport) => {
          await using opened = await transport.open(options(edition))
          const { status, headers, body } = await play(opened, faceOf(edition, found), found)
          const {
            date: _date,
            connection: _connection,
            'keep-alive': _keepAlive,
            'content-length': _length,
            ...told
          } = headers
          return { status, told, body }
        }),
      )
      for (const answer of answers) expect(answer, found.id).toEqual(answers[0])
    }
  })

  it.each(casesOf(edition).map((found) => [found.id, found] as const))(
    'answers %s in the situation that its facts bring about',
    async (_, found) => {
      const clock = setClock(Date.parse(seed.instant))
      const mock = createMock({ ...options(edition), clock })
      const arranged = await mock.arrange(found.given, operationId(found.operation))
      const send = async (call: CaseCall): Promise<Received & { readonly request: WireRequest }> => {
        clock.advance(call.waitMs)
        const values = { ...arranged, ...userIds(call.as) }
        const request = toWireRequest(call, faceOf(edition, call), values, credentialsOf(seed, call.as))
        const { method, target, headers, body } = request
        const answer = await mock.handle(new Request(`http://localhost${target}`, { method, headers, body }))
        return {
          request,
          status: answer.status,
          headers: Object.fromEntries(answer.headers),
          body: await answer.text(),
        }
      }
      for (const call of found.before) expect((await send(call)).headers['greenroom-outcome']).toBe(call.expect)
      const { request, ...answer } = await send(found)
      expect(answer.headers['greenroom-outcome']).toBe(found.expect)
      await judged(edition, request, answer)
    },
  )
})

function operationId(name: string): OperationId {
  const found = Object.keys(operations).find((id): id is OperationId => id === name)
  return must(found)
}

it('has for the empty seed a ready command for every outcome that needs no room, and each provokes it', () => {
  const overview = toOverview({
    edition: 'current',
    seed: seeds.empty,
    faces: faces.current,
    socketFaces,
    baseUrl: 'http://localhost',
  })
  const ready = overview.operations.flatMap(({ outcomes }) => outcomes.filter(({ curl }) => curl !== null))
  expect(ready.map(({ id }) => id)).toEqual(
    expect.arrayContaining([
      'joinLivechatRoom/not-logged-in',
      'joinMeetingRoom/malformed-body',
      'joinVideoConference/rate-limited',
    ]),
  )
  expect(ready.map(({ id }) => id)).not.toContain('joinMeetingRoom/room-locked')
})

it.each(
  faces.current.flatMap((face) => face.outcomes.map(({ name }) => [`${face.operation}/${name}`, face, name] as const)),
)('the empty seed provokes %s, or has no command for it', async (_, face, name) => {
  const curl = toOverview({
    edition: 'current',
    seed: seeds.empty,
    faces: [face],
    socketFaces: [],
    baseUrl: 'http://localhost',
  }).operations[0]?.outcomes.find((outcome) => outcome.name === name)?.curl
  if (curl === null || curl === undefined) return expect(name).toMatch(/^(?:joined|room-|no-access|unknown-call)/)
  const server = await startServer({ seed: 'empty' })
  const { stdout } = await run('sh', ['-c', curl.replaceAll('http://localhost', server.url)])
  await server.close()
  expect([...stdout.matchAll(/Greenroom-Outcome: (\S+)/g)].at(-1)?.[1]).toBe(name)
})
