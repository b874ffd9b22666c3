/** A session over polling, of which nobody polls unless told to. */
export interface Poller {
  readonly sid: string
  readonly poll: (signal?: AbortSignal) => Promise<Answered>
  readonly post: (packets: string) => Promise<Answered>
}

/** An answer with its body. */
export interface Answered {
  readonly status: number
  readonly text: string
}

/** A call of Engine.IO over HTTP. */
export async function callEngine(url: string, query: string, init: RequestInit = {}): Promise<Answered> {
  const answer = await fetch(`${url}/socket.io/?${query}`, init)
  return { status: answer.status, text: await answer.text() }
}

/** Opens a session. */
export async function openPoller(url: string): Promise<Poller> {
  const { text } = await callEngine(url, 'EIO=4&transport=polling')
  const { sid }: { sid: string } = JSON.parse(text.slice(1))
  const query = `EIO=4&transport=polling&sid=${sid}`
  return {
    sid,
    poll: (signal) => callEngine(url, query, signal ? { signal } : {}),
    post: (body) => callEngine(url, query, { method: 'POST', body }),
  }
}
