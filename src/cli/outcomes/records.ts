import type { SocketFace } from '../../contract/model/face.ts'
import type { Overview } from '../../mock/overview/overview.ts'

/** The outcomes over HTTP as JSON has them, each with a command if its seed has data for it. */
export const records = ({ edition, operations }: Overview): object[] =>
  operations.flatMap(({ operation, method, path, outcomes: each }) =>
    each.map(({ name, status, sources, statements, cause, at, curl }) => ({
      operation,
      edition,
      transport: 'http',
      method,
      path,
      outcome: name,
      status,
      sources,
      statements,
      cause,
      at,
      curl,
    })),
  )

/** The outcomes of an event as JSON has them. */
export const socketRecords = ({ operation, edition, event, outcomes: each }: SocketFace): object[] =>
  each.map(({ name, status, sources, statements, cause, at }) => ({
    operation,
    edition,
    transport: 'socket-io',
    event,
    outcome: name,
    status,
    sources,
    statements,
    cause,
    at,
  }))
