import { expect, test } from './test.ts'

// The app stays at its usual address; every request of the page has a header that names the world.
test.use({
  baseURL: 'http://localhost:5173',
  extraHTTPHeaders: ({ world }, use) => use({ ...world.headers }),
})

test('a guest reads that the room is full', async ({ page, world }) => {
  await world.arm('joinMeetingRoom', 'room-full')
  await page.goto('/')
  await page.getByLabel('Room').fill('abc-def-ghi')
  await page.getByLabel('Your name').fill('Jane')
  await page.getByRole('button', { name: 'Join' }).click()
  await expect(page.getByRole('status')).toHaveText('No seat: Room is full')
})
