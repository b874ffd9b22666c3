import { ENGINE } from './raw-web-socket.ts'

/** A session over polling without any Socket.IO, of which nobody polls unless told to. */
export interface RawPolling {
  readonly sid: string
  readonly get: (signal?: AbortSignal) => Promise<Response>
  readonly post: (packets: string) => Promise<Response>
}

/** Opens one and sends its first packets. */
export async function openPolling({ url }: { readonly url: string }, first = '40'): Promise<RawPolling> {
  const opened = await fetch(`${url}${ENGINE}polling`)
  const { sid }: { sid: string } = JSON.parse((await opened.text()).slice(1))
  const there = `${url}${ENGINE}polling&sid=${sid}`
  const post = (body: string): Promise<Response> => fetch(there, { method: 'POST', body })
  await post(first)
  return { sid, get: (signal) => fetch(there, signal ? { signal } : {}), post }
}
