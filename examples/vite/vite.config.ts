import { greenroom } from 'greenroom/vite'
import { defineConfig } from 'vite'

export default defineConfig({ plugins: [greenroom()] })
