using Cutline.Listings.Tests.Storage;

return args is ["restless-seller", var folder] ? RestlessSeller.Run(folder) : 0;
