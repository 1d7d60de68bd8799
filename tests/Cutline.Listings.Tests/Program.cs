using Cutline.Listings.Tests.Storage;

return args is ["restless-seller", var folder] ? StoreWriterProcess.Run(folder) : 0;
