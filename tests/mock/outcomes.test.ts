import { execFile } from 'node:child_process'
import { promisify } from 'node:util'
import { describe, expect, it } from 'vitest'
import type { Case } from '../../src/contract/model/case.ts'
import { cases } from '../../src/contract/compiled/cases.js'
import { faces } from '../../src/contract/compiled/faces.ts'
import { socketFaces } from '../../src/contract/compiled/socket-faces.ts'
import { seeds } from '../../src/contract/compiled/seeds.ts'
import type { Edition } from '../../src/contract/compiled/types.ts'
import type { Face } from '../../src/contract/model/face.ts'
import { operations } from '../../src/mock/operations.ts'
import { toOverview } from '../../src/mock/overview/to-overview.ts'
import { EDITIONS } from '../../src/edition.ts'
import { startServer } from '../../src/server.ts'
import {
  casesByData,
  casesOf,
  editions,
  faceOf,
  firstOf,
  fixed,
  must,
  playByData,
  playInSituation,
  requestOf,
  tagsOf,
} from '../support/documented-cases.ts'
import { documentedStatus } from '../support/documented-orders.ts'
import { matchesTemplate } from '../support/matches-template.ts'
import { judged, judgedRequest } from '../support/judged.ts'
import type { Received } from '../support/referee.ts'
import { transports, type Transport } from '../support/transports.ts'

const run = promisify(execFile)

describe('one name in four places', () => {
  const named = (names: (face: Face) => readonly string[]): string[] =>
    [
      ...new Set(
        EDITIONS.flatMap((edition) =>
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
    for (const edition of EDITIONS) {
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

/** What an answer says, whatever way it came. */
function told({ status, headers, body }: Received): object {
  const { date: _date, connection: _connection, 'keep-alive': _alive, 'content-length': _length, ...own } = headers
  return { status, headers: own, body }
}

async function answerOf(transport: Transport, edition: Edition, found: Case): Promise<Received> {
  await using opened = await transport.open(fixed(edition))
  return await playByData(opened, edition, found)
}

/** Holds the answer to a case against the case, the documents, the contract, and Prism's reading of it. */
async function expectDocumented(edition: Edition, found: Case, answer: Received): Promise<void> {
  const outcome = must(faceOf(edition, found.operation).outcomes.find(({ name }) => name === found.expect))
  expect(answer.headers['greenroom-outcome']).toBe(found.expect)
  expect(answer.status).toBe(documentedStatus(found.operation, edition, found.expect))
  expect(answer.headers['content-type']).toBe('application/json')
  expect(matchesTemplate(answer.body, outcome.body), answer.body).toBe(true)
  for (const value of Object.values(found.values)) expect(answer.body).toContain(JSON.stringify(value).slice(1, -1))
  const request = requestOf(edition, found)
  await judged(edition, request, answer)
  // What rests on the contract alone is a documented request; a lenient server takes others, too.
  if (answer.status < 300 && found.sources.length === 0) await judgedRequest(edition, request, answer)
}

describe.each(editions)('edition %s', (edition) => {
  const byData = casesByData(edition)
  const firsts = firstOf(byData)

  it('has data in the documented seed for every outcome', () => {
    expect(firsts.map(({ operation, expect: name }) => `${operation}/${name}`).sort()).toEqual(
      faces[edition].flatMap(({ operation, outcomes }) => outcomes.map(({ name }) => `${operation}/${name}`)).sort(),
    )
  })

  // The first case of each outcome stands for the others: how an answer travels does not depend on why it was given.
  for (const found of byData)
    it(
      `answers ${found.id} as documented and alike over every transport, by data and identity alone`,
      {
        tags: firsts.includes(found) ? tagsOf(edition, found.operation) : ['full'],
        meta: { held: { way: 'over every transport', cases: 1 } },
      },
      async () => {
        // One after the other: MSW takes the whole process's network over while it is open.
        const answers: Received[] = []
        for (const transport of transports) answers.push(await answerOf(transport, edition, found))
        const [first, ...others] = answers
        await expectDocumented(edition, found, must(first))
        expect(others).toHaveLength(2)
        for (const other of others) expect(told(other)).toEqual(told(must(first)))
      },
    )

  for (const found of casesOf(edition))
    it(
      `answers ${found.id} in the situation that its facts bring about`,
      { tags: tagsOf(edition, found.operation), meta: { held: { way: 'by handle()', cases: 1 } } },
      async () => {
        const played = await playInSituation(edition, found)
        expect(played.map(({ answer }) => answer.headers['greenroom-outcome'])).toEqual(
          played.map(({ call }) => call.expect),
        )
        const { request, answer } = must(played.at(-1))
        expect(answer.status).toBe(documentedStatus(found.operation, edition, found.expect))
        await judged(edition, request, answer)
      },
    )
})

// `tests/editions` has a row for each difference; here, every case is held against the hand-typed orders and Prism, too.
describe.each(EDITIONS.filter((edition) => !editions.includes(edition)))('edition %s', (edition) => {
  it.each(casesOf(edition).map((found) => [found.id, found] as const))(
    'answers %s in the situation that its facts bring about',
    { tags: ['full'] },
    async (_, found) => {
      const played = await playInSituation(edition, found)
      expect(played.map(({ answer }) => answer.headers['greenroom-outcome'])).toEqual(
        played.map(({ call }) => call.expect),
      )
      const { request, answer } = must(played.at(-1))
      expect(answer.status).toBe(documentedStatus(found.operation, edition, found.expect))
      await judged(edition, request, answer)
    },
  )
})

describe('the empty seed', () => {
  const outcomes = toOverview({
    edition: 'current',
    seed: seeds.empty,
    faces: faces.current,
    socketFaces: [],
    baseUrl: 'http://localhost',
  }).operations.flatMap((operation) => operation.outcomes)
  const commands = outcomes.flatMap(({ id, curl }) => (curl === null ? [] : [{ id, curl }]))

  it('has a command for every outcome but those that need a subject which is there', () => {
    const lacking = outcomes.filter(({ curl }) => curl === null).map(({ id }) => id)
    const needing = cases.filter(
      ({ given, request }) =>
        JSON.stringify(request).includes('"$') &&
        Object.entries(given).some(([subject, facts]) => subject !== 'limit' && !facts.includes('unknown')),
    )
    expect(lacking).toContain('joinMeetingRoom/room-locked')
    expect(lacking.filter((id) => !needing.some((each) => each.id === id))).toEqual([])
    expect(commands.map(({ id }) => id)).toContain('joinMeetingRoom/room-not-found')
    expect(commands.length).toBeGreaterThan(20)
  })

  it('provokes each of the others by its command', async () => {
    await using server = await startServer({ seed: 'empty' })
    // Each in a world of its own, so that none uses up the limit of another.
    const script = commands.map(
      ({ id, curl }, index) =>
        `printf '\\n# ${id}\\n'; ${curl.replaceAll('http://localhost', `${server.url}/~world-${index}`)}`,
    )
    const { stdout } = await run('sh', ['-c', script.join('\n')])
    const provoked = stdout
      .split(/^# /m)
      .slice(1)
      .map((text) => {
        const [id = ''] = text.split('\n')
        return `${id.split('/')[0]}/${[...text.matchAll(/Greenroom-Outcome: (\S+)/g)].at(-1)?.[1]}`
      })
    expect(provoked).toEqual(commands.map(({ id }) => id))
  })
})
