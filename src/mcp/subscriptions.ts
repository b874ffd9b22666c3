import { resultMessage, type MessageId } from './message.ts'
import { SUBSCRIPTION_ID } from './revision.ts'

/** Requests that a client keeps open to hear of changes. Nothing that it could hear of ever changes here. */
export interface Subscriptions {
  readonly add: (id: MessageId) => void
  readonly cancel: (id: MessageId) => void
  /** Answers them all. */
  readonly end: () => void
}

/** None yet. */
export function createSubscriptions(send: (message: object) => void): Subscriptions {
  const ids = new Set<MessageId>()
  return {
    add(id) {
      ids.add(id)
      const params = { _meta: { [SUBSCRIPTION_ID]: id }, notifications: {} }
      send({ jsonrpc: '2.0', method: 'notifications/subscriptions/acknowledged', params })
    },
    cancel: (id) => void ids.delete(id),
    end() {
      for (const id of ids) send(resultMessage(id, { resultType: 'complete', _meta: { [SUBSCRIPTION_ID]: id } }))
      ids.clear()
    },
  }
}
