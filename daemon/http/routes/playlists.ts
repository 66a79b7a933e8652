import { PlaylistBody, PlaylistChange, PlaylistId } from '../../protocol/playlist.js';
import { decodeParam } from '../decode-param.js';
import { readJson } from '../read-json.js';
import type { Routes } from '../routes.js';
import type { HttpServices } from '../services.js';

/** GET and POST /api/playlists; PUT and DELETE /api/playlists/:id. */
export function playlistRoutes(routes: Routes, { playlists }: HttpServices): void {
  routes.get('view', '/api/playlists', (ctx) => {
    ctx.body = { playlists: playlists.list() };
  });

  routes.post('control', '/api/playlists', async (ctx) => {
    const playlist = playlists.create(await readJson(ctx, PlaylistBody));
    ctx.status = 201;
    ctx.set('Location', `/api/playlists/${playlist.id}`);
    ctx.body = playlist;
  });

  routes.put('control', '/api/playlists/:id', async (ctx) => {
    const id = playlistIdOf(ctx.params);
    ctx.body = playlists.replace(id, await readJson(ctx, PlaylistChange));
  });

  routes.delete('control', '/api/playlists/:id', (ctx) => {
    playlists.remove(playlistIdOf(ctx.params));
    ctx.status = 204;
  });
}

function playlistIdOf({ id }: Record<string, string>): string {
  return decodeParam(PlaylistId, id, 'playlist-not-found', 'playlist');
}
