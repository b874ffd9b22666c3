import { seats, seatPacket } from '../../verify/plan/seats.ts'
import { valueExpression } from '../../report/snippets/javascript.ts'

/** The arguments by which a client of Socket.IO takes a seat, as JavaScript; undefined: these values name nothing with seats. */
export function seatCall(values: Readonly<Record<string, string>>, guest: string): string | undefined {
  const packets = seats.flatMap((face) => seatPacket(face, guest, values) ?? [])
  const [packet] = packets
  return packet && [packet.event, ...packet.args].map((each) => valueExpression(each, (text) => text)).join(', ')
}
