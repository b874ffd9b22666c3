import { member, members, texts, type Part, type ResponseExample } from './openapi.ts'
import { isContainer } from '../../json.ts'

/** An operation of an AsyncAPI document that clients call: its message and the possible replies. */
export interface CalledOperation {
  /** The key of the operation. */
  readonly id: string
  readonly operation: Part
  /** The message that calls it. */
  readonly message: Part
  /** The examples of its reply messages, by the names of outcomes. */
  readonly examples: readonly ResponseExample[]
}

/** Whether a document is written in AsyncAPI. */
export const isAsyncApi = (value: unknown): boolean => isContainer(value) && 'asyncapi' in value

/** Every operation that the server receives; empty for a document that is not AsyncAPI. */
export const calledOperations = (root: Part): CalledOperation[] =>
  isAsyncApi(root.value)
    ? members(member(root, 'operations'))
        .filter(([, { value }]) => value['action'] === 'receive')
        .map(([id, operation]) => ({
          id,
          operation,
          message: messagesOf(operation)[0] ?? member(operation, 'messages'),
          examples: messagesOf(member(operation, 'reply')).flatMap(repliedExamples),
        }))
    : []

/** The messages that an operation or its reply lists. */
export const messagesOf = (part: Part): Part[] => {
  const list = part.value['messages']
  return Array.isArray(list)
    ? list.flatMap((value: unknown, index) =>
        isContainer(value) ? [{ path: [...part.path, 'messages', String(index)], value }] : [],
      )
    : []
}

/** Every message in the document's components, and in its channels if written there. */
export const allMessages = (root: Part): Part[] => [
  ...members(member(member(root, 'components'), 'messages')).map(([, message]) => message),
  ...members(member(root, 'channels')).flatMap(([, channel]) =>
    members(member(channel, 'messages')).map(([, message]) => message),
  ),
]

const repliedExamples = (message: Part): ResponseExample[] =>
  members(member(message, 'x-examples')).map(([name, example]) => ({
    name,
    status: statusOf(message, example),
    mediaType: 'application/json',
    example,
    schema: member(message, 'payload'),
  }))

/** Acks have no status of their own: a refusal has it in its body, a success in its message. */
const statusOf = (message: Part, example: Part): string =>
  JSON.stringify(member(example, 'value').value['statusCode'] ?? message.value['x-status'] ?? null)

/** The events that success of an operation sends, by name. */
export const announcedBy = (operation: Part): string[] => texts(operation.value['x-announces'])
