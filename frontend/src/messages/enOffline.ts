/** The words about the copy of the site that a browser keeps. */
export const enOffline = {
  newVersion: 'A newer version of this page is ready.',
  newVersionMore: 'Files that are open in this tab have to be opened again after it.',
  useIt: 'Load it',
};
