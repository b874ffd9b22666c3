import { seats, seatPacket } from '../../verify/plan/seats.ts'
import { valueExpression } from '../../report/snippets/javascript.ts'

/** The arguments with which a Socket.IO client takes a seat, as JavaScript; undefined if these values name nothing with seats. */
export function seatCall(values: Readonly<Record<string, string>>, guest: string): string | undefined {
  const packets = seats.flatMap((face) => seatPacket(face, guest, values) ?? [])
  const [packet] = packets
  return packet && [packet.event, ...packet.args].map((each) => valueExpression(each, (text) => text)).join(', ')
}
