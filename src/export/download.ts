import type { IArchive } from '../tokens';

/**
 * Let the browser save a file.
 *
 * @param archive - The file.
 */
export function saveArchive(archive: IArchive): void {
  const url = URL.createObjectURL(archive.content);
  const link = document.createElement('a');
  link.href = url;
  link.download = archive.name;
  document.body.appendChild(link);
  link.click();
  link.remove();
  // Firefox begins the download after the click has returned.
  setTimeout(() => URL.revokeObjectURL(url), 10_000);
}
