using Cutline.Listings.Tests.Storage;

return args is [StoreWriterProcess.Command, var folder] ? StoreWriterProcess.Run(folder) : 0;
