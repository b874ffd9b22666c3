import { greenroom } from 'greenroom/vite'
import { defineConfig } from 'vite'

export default defineConfig({
  server: { port: 5173, strictPort: true },
  plugins: [greenroom({ port: 4010, requireWorld: true })],
})
