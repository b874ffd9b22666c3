import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { faces } from '../../src/contract/compiled/faces.ts'
import type { Edition } from '../../src/contract/compiled/types.ts'
import type { Face } from '../../src/contract/model/face.ts'
import { setClock } from '../../src/world/clock.ts'
import { editions, isRepeated, must } from '../support/documented-cases.ts'
import { documentedOrders, documentedStatus } from '../support/documented-orders.ts'
import { judged } from '../support/judged.ts'
import { transports, type Opened, type Transport } from '../support/transports.ts'

const START = Date.parse('2026-03-03T10:30:00Z')

/** In process every outcome is forced; over a port and MSW one of each operation stands for the others. */
const tagsFor = (edition: Edition, { operation, outcomes }: Face, outcome: string, { name }: Transport): string[] =>
  isRepeated(edition, operation) || (name !== 'handle(Request)' && outcome !== outcomes[0]?.name) ? ['full'] : []

describe.each(editions)('every outcome of the edition %s', (edition) => {
  describe.each(transports)('over $name', (transport) => {
    let opened: Opened
    beforeAll(async () => void (opened = await transport.open({ edition, clock: setClock(START) })))
    afterAll(() => opened[Symbol.asyncDispose]())
    const targetOf = (face: Face): string => face.path.replace('{code}', 'abc-def-ghi')

    for (const face of faces[edition])
      for (const outcome of face.outcomes)
        it(
          `${face.operation}/${outcome.name} is forced as the contract shows it`,
          { tags: tagsFor(edition, face, outcome.name, transport) },
          async () => {
            const status = documentedStatus(face.operation, edition, outcome.name)
            const prefer = `code=${status}, example=${outcome.name}`
            const request = { method: face.method, target: targetOf(face), headers: { prefer }, body: null }
            const answer = await opened.send(request)
            expect([answer.status, answer.body]).toEqual([status, outcome.example])
            expect(answer.headers).toMatchObject({
              'content-type': 'application/json',
              'greenroom-outcome': `${outcome.name}; forced`,
              'preference-applied': prefer,
              vary: 'Prefer',
            })
            await judged(edition, request, answer)
          },
        )

    for (const face of faces[edition])
      it(
        `${face.operation} answers a code alone with its first outcome of that status`,
        { tags: tagsFor(edition, face, '', transport) },
        async () => {
          const { outcomes } = must(
            documentedOrders.find((row) => row.operation === face.operation && row.edition === edition),
          )
          const firsts = new Map(outcomes.toReversed().map(([name, status]) => [status, name]))
          for (const [status, name] of firsts) {
            const target = `${targetOf(face)}?__code=${status}`
            const answer = await opened.send({ method: face.method, target, headers: {}, body: null })
            expect([answer.status, answer.headers['greenroom-outcome'], answer.headers['preference-applied']]).toEqual([
              status,
              `${name}; forced`,
              `code=${status}`,
            ])
          }
        },
      )
  })
})
