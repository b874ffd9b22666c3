import { connect } from 'node:net'
import { patience } from './patience.ts'

/**
 * Sends bytes as they are, and answers all that comes back until the server ends the connection, or what has come is enough.
 * An answer without an end is an error that shows what there is of it.
 */
export const rawAnswer = (
  port: number,
  bytes: string | readonly string[],
  isEnough: (text: string) => boolean = () => false,
): Promise<string> =>
  new Promise((resolve, reject) => {
    const socket = connect(port, '127.0.0.1')
    let text = ''
    const hang = setTimeout(() => {
      reject(new Error(`the answer does not end: ${text}`))
      socket.destroy()
    }, patience(60_000))
    socket.on('data', (chunk) => {
      text += chunk.toString('latin1')
      if (isEnough(text)) socket.destroy()
    })
    socket.on('error', () => socket.destroy())
    socket.on('close', () => {
      clearTimeout(hang)
      resolve(text)
    })
    for (const part of [bytes].flat()) socket.write(part, 'latin1')
  })

/** Whether one answer has come whole, by the length that it announces; the connection may be kept after it. */
export function isWhole(text: string): boolean {
  const answer = text.replace(/^HTTP\/1\.1 100 Continue\r\n\r\n/, '')
  const head = /^[\s\S]*?\r\n\r\n/.exec(answer)?.[0]
  const length = /^content-length: (\d+)/im.exec(head ?? '')?.[1]
  return head !== undefined && length !== undefined && answer.length >= head.length + Number(length)
}
