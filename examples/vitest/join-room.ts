/** The code under test: joins a meeting room and says what to show. A server error is tried once more. */
export async function joinRoom(api: string, code: string, guestName: string): Promise<string> {
  const join = (): Promise<Response> =>
    fetch(`${api}/rooms/${code}/join`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ guestName }),
    })
  let answer = await join()
  if (answer.status >= 500) answer = await join()
  if (answer.ok) return `Welcome, ${guestName}`
  const { message }: { message: string } = await answer.json()
  return message
}
