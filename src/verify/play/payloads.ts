import { valueAt } from '../../contract/model/pointer.ts'
import type { Target } from '../model/target.ts'
import { fromTheirs } from '../../dialect/dialect.ts'

/** Role → its user's id, if the payloads of its events contain it. */
export const userIdsOf = ({
  payloads,
  socket,
}: Pick<Target, 'payloads' | 'socket'>): Readonly<Record<string, string>> =>
  Object.fromEntries(
    Object.entries(payloads).flatMap(([role, payload]) => {
      const id = valueAt(fromTheirs(socket, payload), '/userId')
      return typeof id === 'string' ? [[role, id] as const] : []
    }),
  )

/** Whether a role is identified only by the payloads of its events. */
export const isToldByPayload = (
  role: string,
  { payloads, identities }: Pick<Target, 'payloads' | 'identities'>,
): boolean => Object.hasOwn(payloads, role) && Object.keys(identities[role] ?? {}).length === 0
