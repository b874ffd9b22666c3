import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { faces } from '../../src/contract/compiled/faces.ts'
import type { Edition } from '../../src/contract/compiled/types.ts'
import type { WireRequest } from '../../src/contract/model/case-request.ts'
import { setClock } from '../../src/world/clock.ts'
import { judged } from '../support/judged.ts'
import { transports, type Opened } from '../support/transports.ts'

const START = Date.parse('2026-03-03T10:30:00Z')

describe.each<Edition>(['current', '2022'])('every outcome of the edition %s', (edition) => {
  describe.each(transports)('over $name', (transport) => {
    let opened: Opened
    beforeAll(async () => void (opened = await transport.open({ edition, clock: setClock(START) })))
    afterAll(() => opened[Symbol.asyncDispose]())

    it.each(
      faces[edition].flatMap((face) =>
        face.outcomes.map((outcome) => ({ operation: face.operation, name: outcome.name, face, outcome })),
      ),
    )('$operation/$name is forced as the contract shows it', async ({ face, outcome }) => {
      const request: WireRequest = {
        method: face.method,
        target: face.path.replace('{code}', 'abc-def-ghi'),
        headers: { prefer: `code=${outcome.status}, example=${outcome.name}` },
        body: null,
      }
      const answer = await opened.send(request)
      expect([answer.status, answer.body]).toEqual([outcome.status, outcome.example])
      expect(answer.headers).toMatchObject({
        'content-type': outcome.mediaType,
        'greenroom-outcome': `${outcome.name}; forced`,
        'preference-applied': `code=${outcome.status}, example=${outcome.name}`,
        vary: 'Prefer',
      })
      await judged(edition, request, answer)
    })

    it.each(faces[edition].map((face) => ({ operation: face.operation, face })))(
      '$operation answers a code alone with its first outcome of that status',
      async ({ face }) => {
        for (const status of new Set(face.outcomes.map((outcome) => outcome.status))) {
          const first = face.outcomes.find((outcome) => outcome.status === status)
          const answer = await opened.send({
            method: face.method,
            target: `${face.path.replace('{code}', 'abc-def-ghi')}?__code=${status}`,
            headers: {},
            body: null,
          })
          expect([answer.status, answer.headers['greenroom-outcome'], answer.headers['preference-applied']]).toEqual([
            status,
            `${first?.name}; forced`,
            `code=${status}`,
          ])
        }
      },
    )
  })
})
