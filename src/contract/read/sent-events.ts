import { Fault } from '../../fault.ts'
import { isAudience } from '../model/face.ts'
import { toOrigin, type EventWords, type PayloadOrigin } from '../model/sent-event.ts'
import { allMessages } from './asyncapi.ts'
import { placeText, rootOf } from './faces.ts'
import type { Document } from './load.ts'
import { member, type Part } from './openapi.ts'

/** The events that a document says are sent, by name. Throws a Fault with file:line for an invalid `x-tells`. */
export const sentEventsOf = (document: Document): [string, EventWords][] =>
  allMessages(rootOf(document)).flatMap((message) => {
    const { name, 'x-audience': audience } = message.value
    return isAudience(audience) ? [[String(name), { audience, tells: tellsOf(message, document) }]] : []
  })

function tellsOf(message: Part, document: Document): EventWords['tells'] {
  const tells = member(message, 'x-tells')
  return Object.fromEntries(
    Object.entries(tells.value).map(([pointer, written]): [string, PayloadOrigin] => {
      const origin = toOrigin(written)
      if (origin) return [pointer, origin]
      throw new Fault(
        `${placeText(document.locate([...tells.path, pointer]))}: ${JSON.stringify(written)} is not a source for ${pointer}`,
        'Write $request.body#/member, $response.body#/member, $seat.body#/member, $request.socket or $seat.socket, or a text for each operation.',
      )
    }),
  )
}
